/**
 * Makes a folder hold exactly these files. One that is right already is left alone, and one that
 * isn't is replaced whole, so that nobody ever reads half a file.
 */
export async function writeTree(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const root = folder.replace(/\/*$/, "/");
  for (const [path, content] of files) await place(root + path, content);
  await removeOthers(root, "", new Set(files.keys()));
}

async function place(path: string, content: Uint8Array): Promise<void> {
  if (await isSame(path, content)) return;
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  const draft = `${path}.${crypto.randomUUID()}.draft`;
  await Deno.writeFile(draft, content);
  await Deno.rename(draft, path);
}

async function isSame(path: string, content: Uint8Array): Promise<boolean> {
  try {
    const there = await Deno.readFile(path);
    return there.length === content.length &&
      there.every((byte, at) => byte === content[at]);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Left alone: drafts of a build in another process, and what Wix's own tools put there. */
const NOT_OURS = /\.draft$|^(\.git|\.wix|node_modules|wix\.lock)$/;

async function removeOthers(
  root: string,
  under: string,
  ours: ReadonlySet<string>,
): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(root + under)) {
    const path = under + name;
    if (NOT_OURS.test(name)) continue;
    if (isDirectory) await removeOthers(root, `${path}/`, ours);
    else if (!ours.has(path)) await Deno.remove(root + path).catch(ignoreGone);
  }
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
