import { Permissions, webMethod } from "wix-web-module";
import { openMemberSession } from "../../lib/backend/open_session.ts";

/** Page → site: a token of minutes for the signed-in member, and where the companion answers. */
export const openSession = webMethod(
  Permissions.SiteMember,
  () => openMemberSession(),
);
