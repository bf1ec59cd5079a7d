import type { Sandbox, StoredConversation, StoredResponse } from "./state.ts";

interface Kept {
  responses: StoredResponse[];
  conversations: StoredConversation[];
}

const KEPT_RESPONSES = 2_000;
const QUIET_MS = 300;

/** Keeps responses and conversations in a file while the stand-in runs. */
export interface DataFile {
  /** Writes what is not yet written. */
  flush(): Promise<void>;
}

/** Reads what an earlier run left, and from then on writes each change a moment later, many at once. */
export async function keepData(
  sandbox: Sandbox,
  path: string,
): Promise<DataFile> {
  await load(sandbox, path);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const saving = writing.then(() => save(sandbox, path));
    writing = saving.catch(() => {});
    return saving;
  }
  sandbox.changed = () => {
    if (sandbox.stopping.signal.aborted) return;
    timer ??= setTimeout(
      () => flush().catch((error) => console.warn(error.message)),
      QUIET_MS,
    );
  };
  return { flush };
}

async function load(sandbox: Sandbox, path: string): Promise<void> {
  const text = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (text === null) return;
  const { responses, conversations }: Kept = JSON.parse(text);
  for (const stored of responses) {
    sandbox.responses.set(stored.response.id, stored);
  }
  for (const stored of conversations) {
    sandbox.conversations.set(stored.conversation.id, stored);
  }
}

/** A response that is still being written would never end in the next run. */
async function save(sandbox: Sandbox, path: string): Promise<void> {
  const ended = [...sandbox.responses.values()].filter(({ response }) =>
    response.status !== "queued" && response.status !== "in_progress"
  );
  const kept: Kept = {
    responses: ended.slice(-KEPT_RESPONSES),
    conversations: [...sandbox.conversations.values()],
  };
  const fresh = `${path}.new`;
  await Deno.writeTextFile(fresh, JSON.stringify(kept));
  await Deno.rename(fresh, path);
}
