import { member } from "./site_state.js";

export const currentMember = {
  getMember: () =>
    Promise.resolve(
      member
        ? {
          _id: member.id,
          loginEmail: member.email,
          profile: { nickname: member.name },
        }
        : undefined,
    ),
  getRoles: () =>
    Promise.resolve((member?.roles ?? []).map((title) => ({ title }))),
};

export const authentication = {
  loggedIn: () => member !== null,
  /** Goes to the sign-in page: this page ends, so the promise never does. */
  promptLogin() {
    const to = encodeURIComponent(location.pathname + location.search);
    location.assign(`/login?to=${to}`);
    return new Promise(() => {});
  },
  async logout() {
    await fetch("/logout", { method: "POST", redirect: "manual" });
    location.reload();
    await new Promise(() => {});
  },
  onLogin() {},
  onLogout() {},
};

export default { currentMember, authentication };
