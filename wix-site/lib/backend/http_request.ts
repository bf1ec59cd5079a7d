/** A call of a site's function. Source: https://dev.wix.com/docs/velo/apis/wix-http-functions/wix-http-function-request */
export interface HttpRequest {
  method: string;
  url: string;
  /** Keys are in lower case. */
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  body: { text(): Promise<string> };
}

/** What a function answers, before it is put into Wix's own form. */
export interface HttpAnswer {
  status: number;
  json: unknown;
}
