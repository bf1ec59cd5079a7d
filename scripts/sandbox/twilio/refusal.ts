/** A request that Twilio understood and turned down. */
export class TwilioRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The body of a refusal. Source: https://www.twilio.com/docs/usage/twilios-response */
export function toRefusalAnswer(refusal: TwilioRefusal): Response {
  const { code, message, status } = refusal;
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return Response.json({ code, message, more_info, status }, {
    status,
    headers: challenge(status),
  });
}

/** The same in the shape of RFC 9457, which some newer interfaces may use. */
export function toProblemAnswer(
  { code, message, status }: TwilioRefusal,
  path: string,
): Response {
  return Response.json({
    type: `https://www.twilio.com/docs/errors/${code}`,
    title: message,
    status,
    code,
    detail: message,
    instance: path,
    errors: [],
  }, {
    status,
    headers: {
      ...challenge(status),
      "content-type": "application/problem+json",
    },
  });
}

/** What Twilio says for a path that leads nowhere. */
export function notFound(path: string): TwilioRefusal {
  return new TwilioRefusal(
    20404,
    `The requested resource ${path} was not found`,
    404,
  );
}

/** How Twilio would word a status that a fault asks for. */
export function refusalFor(status: number): Response {
  const [code, message] = WORDS[status] ?? [20500, "Internal Server Error"];
  return toRefusalAnswer(new TwilioRefusal(code, message, status));
}

const WORDS: Record<number, [number, string]> = {
  400: [20001, "Bad request"],
  401: [20003, "Authenticate"],
  403: [20003, "Permission denied"],
  404: [20404, "The requested resource was not found"],
  429: [20429, "Too Many Requests"],
  503: [20503, "Service Unavailable"],
};

function challenge(status: number): Record<string, string> {
  return status === 401
    ? { "www-authenticate": 'Basic realm="Twilio API"' }
    : {};
}
