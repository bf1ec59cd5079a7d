import type { Buffer } from "node:buffer";

/** What an http-function is given. Source: https://dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/wix-http-function-request */
export interface WixHttpFunctionRequest {
  /** Up to and with `/_functions`. */
  baseUrl: string;
  url: string;
  functionName: string;
  method: string;
  ip: string;
  /** The segments after the name. */
  path: string[];
  query: Record<string, string>;
  /** With lower-case names. */
  headers: Record<string, string>;
  /** May be read once. */
  body: {
    text(): Promise<string>;
    // deno-lint-ignore no-explicit-any -- JSON of a stranger
    json(): Promise<any>;
    buffer(): Promise<Buffer>;
  };
}

/** What an http-function answers. */
export interface WixHttpFunctionResponse {
  status: number;
  headers: Record<string, string>;
  body?: string | object;
}

type Options = Partial<Pick<WixHttpFunctionResponse, "headers" | "body">>;

/** Any status. */
export function response(
  options: Partial<WixHttpFunctionResponse> = {},
): WixHttpFunctionResponse {
  return { status: 200, ...options, headers: options.headers ?? {} };
}

export const ok = withStatus(200);
export const created = withStatus(201);
export const badRequest = withStatus(400);
export const forbidden = withStatus(403);
export const notFound = withStatus(404);
export const serverError = withStatus(500);

/** The builder's status cannot be overridden. */
function withStatus(status: number) {
  return (options: Options = {}): WixHttpFunctionResponse =>
    response({ ...options, status });
}
