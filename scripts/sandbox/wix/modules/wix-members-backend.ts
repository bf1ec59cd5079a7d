import { members } from "@wix/members";

/** The member whose request this is. Rejects when nobody is signed in. */
export const currentMember = {
  async getMember(
    options: { fieldsets?: ("PUBLIC" | "EXTENDED" | "FULL")[] } = {},
  ) {
    return (await members.getCurrentMember(options)).member;
  },
};
