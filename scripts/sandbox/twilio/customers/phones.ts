import { now } from "../clock.ts";
import type { SandboxPhone } from "../records.ts";
import { changed, phoneKey, type Sandbox } from "../state.ts";
import { addressKey, isNumber, toAddress, userIdOf } from "./addresses.ts";

/** Finds a customer's phone, or hands out a new one. Both of its addresses lead to it. */
export function knowPhone(
  sandbox: Sandbox,
  { address, name, userId }: {
    address: string;
    name?: string;
    userId?: string;
  },
): SandboxPhone {
  const key = phoneKey(sandbox, address);
  const known = sandbox.phones.get(key);
  if (known) {
    if (name) known.name = name;
    return known;
  }
  const phone: SandboxPhone = {
    ...NEW_PHONE,
    key,
    name: name || (isNumber(address) ? address.slice(9) : "Cliente"),
    address,
    userId: userId ? toAddress(userId) : userIdOf(address),
    windows: {},
    typingUntil: {},
  };
  sandbox.phones.set(key, phone);
  const alias = addressKey(phone.userId);
  if (alias !== key) sandbox.aliases.set(alias, key);
  changed(sandbox, key);
  return phone;
}

/** What every phone is until somebody says otherwise. */
export const NEW_PHONE = {
  reads: false,
  failWith: null,
  isCovered: true,
  isOnWhatsApp: true,
  blocks: "nobody",
  turnAt: 0,
} as const;

/** What may be changed of a phone, by `POST /sandbox/phones/<number>`. */
export type PhoneSettings = Partial<
  Pick<
    SandboxPhone,
    "name" | "reads" | "failWith" | "isCovered" | "isOnWhatsApp" | "blocks"
  >
>;

/** Changes a phone. @throws {TypeError} for a value of another kind */
export function setPhone(
  sandbox: Sandbox,
  phone: SandboxPhone,
  given: PhoneSettings,
): void {
  const kinds: Record<keyof PhoneSettings, (value: unknown) => boolean> = {
    name: isText,
    reads: isFlag,
    failWith: (value) => value === null || Number.isInteger(value),
    isCovered: isFlag,
    isOnWhatsApp: isFlag,
    blocks: (value) =>
      ["nobody", "marketing", "business"].includes(String(value)),
  };
  for (const [name, isKind] of Object.entries(kinds)) {
    const value = given[name as keyof PhoneSettings];
    if (value === undefined) continue;
    if (!isKind(value)) throw new TypeError(`Cannot set "${name}" to that`);
    Object.assign(phone, { [name]: value });
  }
  changed(sandbox, phone.key);
}

/** The lines that seem to be writing to this phone. */
export function typingLines(
  sandbox: Sandbox,
  { typingUntil }: SandboxPhone,
): { line: string; leftMs: number }[] {
  const time = now(sandbox);
  return Object.entries(typingUntil)
    .map(([line, until]) => ({ line, leftMs: until - time }))
    .filter(({ leftMs }) => leftMs > 0);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}
