import { auth } from "@wix/essentials";

/** Runs a function of Wix with the site's own permissions. */
export const elevate = auth.elevate;
