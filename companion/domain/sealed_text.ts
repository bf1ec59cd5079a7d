/** A key that seals, and the name by which a sealed text says so; the name tells nothing of the key. */
export interface SealingKey {
  id: string;
  key: CryptoKey;
}

const VERSION = "v1";
const SALT = new TextEncoder().encode("relevo");

/** Derives a key of each secret, in their order. */
export async function deriveKeys(
  secrets: readonly string[],
): Promise<SealingKey[]> {
  return await Promise.all(secrets.map(async (secret) => {
    const material = await crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode(secret),
      "HKDF",
      false,
      ["deriveBits", "deriveKey"],
    );
    const name = await crypto.subtle.deriveBits(hkdf("key id"), material, 32);
    const key = await crypto.subtle.deriveKey(
      hkdf("sealed text"),
      material,
      { name: "AES-GCM", length: 256 },
      false,
      ["encrypt", "decrypt"],
    );
    return { id: new Uint8Array(name).toHex(), key };
  }));
}

/**
 * Seals a text: `v1.<key id>.<iv>.<ciphertext>`. It opens only for what it is bound to, so that a
 * copy in another row opens nothing. `iv`: 12 bytes of chance, never used twice.
 */
export async function seal(
  text: string,
  { id, key }: SealingKey,
  { boundTo, iv }: { boundTo: string; iv: Uint8Array<ArrayBuffer> },
): Promise<string> {
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: bytesOf(boundTo) },
    key,
    bytesOf(text),
  );
  return [VERSION, id, toText(iv), toText(new Uint8Array(sealed))].join(".");
}

/** Opens a sealed text; `null` when no key opens it, or it is bound to something else, or was changed. */
export async function unseal(
  sealed: string,
  keys: readonly SealingKey[],
  { boundTo }: { boundTo: string },
): Promise<string | null> {
  const [version, id, iv, text, ...more] = sealed.split(".");
  const named = keys.filter((key) => key.id === id);
  if (version !== VERSION || !iv || !text || more.length > 0) return null;
  for (const { key } of named) {
    try {
      const opened = await crypto.subtle.decrypt(
        {
          name: "AES-GCM",
          iv: toBytes(iv),
          additionalData: bytesOf(boundTo),
        },
        key,
        toBytes(text),
      );
      return new TextDecoder().decode(opened);
    } catch {
      // Not by this one: said below, whatever the reason.
    }
  }
  return null;
}

/** Whether the text is sealed by this key. */
export function isSealedBy(sealed: string, { id }: SealingKey): boolean {
  return sealed.startsWith(`${VERSION}.${id}.`);
}

function hkdf(info: string): HkdfParams {
  return { name: "HKDF", hash: "SHA-256", salt: SALT, info: bytesOf(info) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toText(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}
