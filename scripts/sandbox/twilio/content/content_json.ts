import { toIso } from "../messages/message_json.ts";
import type { Content } from "./content.ts";

/** A content as its interface shows it. */
export function toContentJson(
  content: Content,
  origin: string,
): Record<string, unknown> {
  const url = `${origin}/v1/Content/${content.sid}`;
  return {
    ...base(content),
    url,
    links: {
      approval_create: `${url}/ApprovalRequests/whatsapp`,
      approval_fetch: `${url}/ApprovalRequests`,
    },
  };
}

/** A content together with what WhatsApp says of it. */
export function toContentAndApprovalJson(
  content: Content,
): Record<string, unknown> {
  return { ...base(content), approval_requests: toApprovalJson(content) };
}

/** What WhatsApp says of a content. */
export function toApprovalJson(
  { approval }: Content,
): Record<string, unknown> {
  return {
    name: approval?.name ?? "",
    category: approval?.category ?? "",
    content_type: approval?.contentType ?? "",
    status: approval?.status ?? "unsubmitted",
    rejection_reason: approval?.rejectionReason ?? "",
    allow_category_change: approval?.allowCategoryChange ?? true,
  };
}

function base(content: Content): Record<string, unknown> {
  return {
    sid: content.sid,
    account_sid: content.accountSid,
    friendly_name: content.friendlyName,
    language: content.language,
    variables: content.variables,
    types: content.types,
    date_created: toIso(content.createdAt),
    date_updated: toIso(content.updatedAt),
  };
}
