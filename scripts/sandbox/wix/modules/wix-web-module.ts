/** Who may call a web method. */
export const Permissions = {
  Anyone: "Anyone",
  SiteMember: "SiteMember",
  Admin: "Admin",
} as const;

export type Permission = typeof Permissions[keyof typeof Permissions];

/** Under this symbol, a web method says who may call it. */
export const WEB_METHOD: unique symbol = Symbol.for("wix.web-method") as never;

/** Makes a function of the backend callable from pages. Always asynchronous, also between backend files. */
export function webMethod<Args extends unknown[], Result>(
  permission: Permission,
  run: (...args: Args) => Result | Promise<Result>,
  _options?: { cache?: { tags: string[]; ttl?: number } },
): (...args: Args) => Promise<Result> {
  const method = async (...args: Args) => await run(...args);
  return Object.assign(method, { [WEB_METHOD]: permission });
}
