/**
 * Whether an address is not of the open internet; those of IPv6 that carry one of IPv4 inside are
 * counted among them, because what they lead to can't be seen.
 * Source: https://www.rfc-editor.org/rfc/rfc6890
 */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  const v4 = mapped ?? (address.includes(":") ? null : address);
  if (v4 === null) {
    return /^(::|f[cd]|fe[89a-f]|ff|64:ff9b|100:|2002:|2001:(0{0,4}|db8):)/i
      .test(address);
  }
  const [a = 0, b = 0, c = 0] = v4.split(".").map(Number);
  return a === 0 || a === 10 || a === 127 || a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19 || b === 51 && c === 100)) ||
    (a === 203 && b === 0 && c === 113);
}
