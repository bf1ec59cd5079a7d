import { auth } from "@wix/essentials";
import { authorization, members } from "@wix/members";

interface Options {
  fieldsets?: ("PUBLIC" | "EXTENDED" | "FULL")[];
}

/** The member whose request this is. Rejects when nobody is signed in. */
export const currentMember = {
  async getMember(options: Options = {}) {
    return (await members.getCurrentMember(options)).member;
  },
  /** The roles by title; a site's owner or collaborator has `Admin`. */
  async getRoles(): Promise<{ title: string }[]> {
    const { member } = await members.getCurrentMember();
    if (!member?._id) throw new Error("Nobody is signed in");
    const { roles } = await auth.elevate(authorization.getRoles)(member._id);
    return (roles ?? []).map(({ title = "" }) => ({ title }));
  },
};
