import type { Content } from "../content/content.ts";
import type { SandboxMessage, SandboxPhone } from "../records.ts";
import type { Sandbox } from "../state.ts";
import { NEW_PHONE } from "./phones.ts";

interface History {
  phones: SandboxPhone[];
  aliases: [string, string][];
  messages: SandboxMessage[];
  contents?: Content[];
  optOuts?: string[];
}

const KEPT_MESSAGES = 2_000;
const QUIET_MS = 300;

/** Keeps the phones' history in a file while the stand-in runs. */
export interface HistoryFile {
  /** Writes what is not yet written. */
  flush(): Promise<void>;
}

/**
 * Reads the history of an earlier run, and from then on writes each change a moment later, many
 * changes at once. Files that came with messages lie in a folder beside it.
 */
export async function keepHistory(
  sandbox: Sandbox,
  path: string,
): Promise<HistoryFile> {
  const folder = `${path}.media`;
  const place = { path, folder, written: new Set<string>() };
  await Deno.mkdir(folder, { recursive: true });
  await load(sandbox, place);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const saving = writing.then(() => save(sandbox, place));
    writing = saving.catch(() => {});
    return saving;
  }
  sandbox.listeners.add(() => {
    if (sandbox.stopping.signal.aborted) return;
    timer ??= setTimeout(
      () => flush().catch((error) => console.warn(error.message)),
      QUIET_MS,
    );
  });
  return { flush };
}

interface Place {
  path: string;
  folder: string;
  written: Set<string>;
}

async function load(
  sandbox: Sandbox,
  { path, folder, written }: Place,
): Promise<void> {
  const text = await readIfThere(path);
  if (text === null) return;
  const history: History = JSON.parse(text);
  const { contents = [], optOuts = [] } = history;
  for (const content of contents) sandbox.contents.set(content.sid, content);
  for (const key of optOuts) sandbox.optOuts.add(key);
  for (const phone of history.phones) {
    sandbox.phones.set(phone.key, toPhone(sandbox, phone));
  }
  for (const [alias, key] of history.aliases) sandbox.aliases.set(alias, key);
  for (const kept of history.messages) {
    const message = toMessage(sandbox, kept);
    sandbox.messages.set(message.sid, message);
    for (const { sid } of message.media) {
      const bytes = await Deno.readFile(`${folder}/${sid}`).catch(() => null);
      if (!bytes) continue;
      sandbox.bytes.set(sid, bytes);
      written.add(sid);
    }
  }
}

async function save(
  sandbox: Sandbox,
  { path, folder, written }: Place,
): Promise<void> {
  for (const [sid, bytes] of sandbox.bytes) {
    if (written.has(sid)) continue;
    await Deno.writeFile(`${folder}/${sid}`, bytes);
    written.add(sid);
  }
  const history: History = {
    phones: [...sandbox.phones.values()],
    aliases: [...sandbox.aliases],
    messages: [...sandbox.messages.values()].slice(-KEPT_MESSAGES),
    contents: [...sandbox.contents.values()],
    optOuts: [...sandbox.optOuts],
  };
  const fresh = `${path}.new`;
  await Deno.writeTextFile(fresh, JSON.stringify(history));
  await Deno.rename(fresh, path);
}

/** A record that may lack some fields. */
type Earlier<T, Later extends keyof T> = Omit<T, Later> & Partial<T>;

/** A phone as an earlier version may have written it. */
function toPhone(
  { options }: Sandbox,
  phone: Earlier<SandboxPhone, "windows" | "typingUntil"> & {
    lastInboundAt?: number | null;
  },
): SandboxPhone {
  const { lastInboundAt, ...kept } = phone;
  const windows = lastInboundAt ? { [options.number]: lastInboundAt } : {};
  return { ...NEW_PHONE, windows, typingUntil: {}, ...kept };
}

/** A message as an earlier version may have written it. */
function toMessage(
  { options }: Sandbox,
  message: Earlier<SandboxMessage, "accountSid" | "line" | "shownBody">,
): SandboxMessage {
  const isInbound = message.direction === "inbound";
  return {
    ...LATER_FIELDS,
    accountSid: options.accountSid,
    line: isInbound ? message.to : message.from,
    shownBody: message.body,
    ...message,
  };
}

const LATER_FIELDS = {
  content: null,
  validityMs: null,
  isReadByBusiness: false,
  isDeleted: false,
} as const;

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
