import { dirname } from "node:path";

/** Where the bytes of media are. One small interface, so that a folder can give way to storage that several companions share. */
export interface MediaStore {
  /** Keeps the bytes under the id; twice is once. Nothing of a write that fails is left. */
  put(id: string, bytes: Uint8Array): Promise<void>;
  /** Removes the bytes; there may be none. */
  remove(id: string): Promise<void>;
  /** The bytes, or `null` when there are none. */
  open(
    id: string,
  ): Promise<{ body: ReadableStream<Uint8Array>; size: number } | null>;
}

/** Keeps media as files in a folder, two levels deep so that none grows large. */
export function folderStore(folder: string): MediaStore {
  const pathOf = (id: string) => `${folder}/${id.slice(0, 2)}/${id}`;
  return {
    async put(id, bytes) {
      const path = pathOf(id);
      await Deno.mkdir(dirname(path), { recursive: true });
      const partial = await Deno.makeTempFile({
        dir: dirname(path),
        suffix: ".partial",
      });
      try {
        await Deno.writeFile(partial, bytes, { mode: 0o600 });
        await Deno.rename(partial, path);
      } catch (error) {
        await Deno.remove(partial).catch(() => null);
        throw error;
      }
    },
    async remove(id) {
      try {
        await Deno.remove(pathOf(id));
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    },
    async open(id) {
      try {
        const file = await Deno.open(pathOf(id));
        const { size } = await file.stat();
        return { body: file.readable, size };
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return null;
        throw error;
      }
    },
  };
}
