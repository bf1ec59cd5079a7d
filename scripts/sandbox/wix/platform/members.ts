import { Buffer } from "node:buffer";
import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { Rules } from "../rules.ts";

/** Somebody with an account on the site, as the stand-in is told of them. */
export interface MemberSeed {
  email: string;
  password: string;
  name: string;
  /** Whether the login e-mail is verified; yes, unless said otherwise. */
  verified?: boolean;
  /** `Admin` makes an owner or collaborator of the site. */
  roles?: string[];
  /** A GUID; made from the e-mail when absent, so that it outlives a restart. */
  id?: string;
}

export interface Member {
  id: string;
  email: string;
  name: string;
  verified: boolean;
  roles: string[];
  password: Promise<PasswordHash>;
}

interface PasswordHash {
  salt: Uint8Array;
  hash: Uint8Array;
}

/** The site's members. */
export interface Members {
  all(): Member[];
  byId(id: string): Member | null;
  byEmail(email: string): Member | null;
  add(seed: MemberSeed): Member;
  /** The member whose e-mail and password these are, or `null`. */
  signIn(email: string, password: string): Promise<Member | null>;
}

export function newMembers(
  seeds: readonly MemberSeed[],
  rules: Rules,
): Members {
  const members = new Map<string, Member>();
  const byEmail = (email: string) =>
    [...members.values()].find((member) =>
      member.email === email.trim().toLowerCase()
    ) ?? null;

  function add(
    { email, password, name, verified = true, roles = [], id }: MemberSeed,
  ): Member {
    const address = email.trim().toLowerCase();
    const member: Member = {
      id: id ?? idFrom(address),
      email: address,
      name,
      verified,
      roles,
      password: hash(password, randomBytes(16)),
    };
    members.set(member.id, member);
    return member;
  }

  seeds.forEach(add);
  return {
    all: () => [...members.values()],
    byId: (id) => members.get(id) ?? null,
    byEmail,
    add,
    async signIn(email, password) {
      const member = byEmail(email);
      if (!member) return null;
      const kept = await member.password;
      const given = await hash(password, kept.salt);
      const isRight = timingSafeEqual(given.hash, kept.hash) ||
        !rules.has("password");
      return isRight ? member : null;
    },
  };
}

/** The member as the Members API tells of them. Source: https://dev.wix.com/docs/sdk/backend-modules/members/members */
export function toApiMember(member: Member, fieldsets: readonly string[]) {
  const isMore = fieldsets.includes("EXTENDED") || fieldsets.includes("FULL");
  return {
    id: member.id,
    ...(isMore
      ? { loginEmail: member.email, loginEmailVerified: member.verified }
      : {}),
    status: isMore ? "APPROVED" : "UNKNOWN",
    contactId: member.id,
    privacyStatus: isMore ? "PRIVATE" : "UNKNOWN",
    activityStatus: isMore ? "ACTIVE" : "UNKNOWN",
    profile: { nickname: member.name, slug: member.email.split("@")[0] },
    ...(fieldsets.includes("FULL")
      ? {
        contact: {
          firstName: member.name,
          emails: [member.email],
          phones: [],
          addresses: [],
        },
      }
      : {}),
    createdDate: "2026-01-01T00:00:00.000Z",
    updatedDate: "2026-01-01T00:00:00.000Z",
  };
}

function hash(password: string, salt: Uint8Array): Promise<PasswordHash> {
  return new Promise((resolve, reject) =>
    scrypt(
      password,
      salt,
      32,
      { N: 4096 },
      (error, key) => error ? reject(error) : resolve({ salt, hash: key }),
    )
  );
}

function idFrom(email: string): string {
  const hex = Buffer.from(createHash("sha256").update(email).digest()).toString(
    "hex",
  );
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
