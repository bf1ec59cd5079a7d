import { fetch } from "wix-fetch";
import { StoreError } from "./data_error.ts";
import { readSecret } from "./site_secret.ts";

/** The rest of the function's time is for answering. */
const TIMEOUT_MS = 8_000;
const OPENAI_URL = "https://api.openai.com/v1";

/**
 * Deletes a conversation of the bot's at OpenAI. `false` when there was none of that name: also one of
 * the Assistants interface, which is gone with all its threads.
 * Source: https://platform.openai.com/docs/api-reference/conversations/delete
 * @throws {StoreError}
 */
export async function deleteBotThread(threadId: string): Promise<boolean> {
  if (!threadId.startsWith("conv_")) return false;
  const [key, baseUrl] = await Promise.all([
    readSecret("OPENAI_API_KEY").catch(() => null),
    readSecret("OPENAI_BASE_URL").catch(() => OPENAI_URL),
  ]);
  if (key === null) {
    throw new StoreError("Cannot delete at OpenAI: OPENAI_API_KEY is not set", {
      retryable: true,
    });
  }
  const status = await askToDelete(
    `${baseUrl.replace(/\/+$/, "")}/conversations/${threadId}`,
    key,
  );
  if (status === 404) return false;
  if (status >= 200 && status < 300) return true;
  throw new StoreError(`Cannot delete at OpenAI: it answered ${status}`, {
    // A key that is refused can be mended, and so can everything but the request itself.
    retryable: status !== 400,
  });
}

async function askToDelete(url: string, key: string): Promise<number> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), TIMEOUT_MS);
  try {
    const { status } = await fetch(url, {
      method: "DELETE",
      headers: { Authorization: `Bearer ${key}` },
      signal: end.signal,
    });
    return status;
  } catch (cause) {
    throw new StoreError("Cannot delete at OpenAI: no answer", {
      retryable: true,
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
