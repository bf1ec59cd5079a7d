import type { Context } from "hono";
import { ApiError } from "./api_error.ts";

/** The body as an object; nothing at all is an empty one. @throws {ApiError} when it is no JSON object */
export async function readJson(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text === "") return {};
  try {
    const body = JSON.parse(text);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) {
      return body;
    }
  } catch {
    // Said below, as for what is JSON but no object.
  }
  throw new ApiError(
    400,
    "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
  );
}
