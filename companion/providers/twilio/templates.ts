import { gapsOf } from "../../../shared/template_text.ts";
import { ProviderError } from "../provider_error.ts";
import { askTwilio, CONTENT, type Patience } from "./ask.ts";
import type { TwilioAccount } from "./client.ts";

/** A template, as Twilio has it. */
export interface ListedTemplate {
  /** `HX…` */
  id: string;
  name: string;
  language: string;
  /** `twilio/text`, `twilio/quick-reply`… */
  type: string;
  body: string;
  /** The names of its gaps. */
  variables: string[];
  /** What its buttons say. */
  buttons: string[];
  category: string | null;
  /** WhatsApp's word: `approved`, `pending`, `rejected`… */
  status: string;
}

const PAGE_SIZE = 100;
/** No business has so many; a list that never ends is not read for ever. */
const MOST_PAGES = 50;

/**
 * All templates of an account, with whether WhatsApp lets them open a conversation. Those that have no
 * text of their own are left out: nobody could read what the customer gets.
 * @throws {ProviderError}
 * Source: https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approval-status
 */
export async function listTemplates(
  account: TwilioAccount,
  patience: Patience,
): Promise<ListedTemplate[]> {
  const found: ListedTemplate[] = [];
  let next: string | null = `/v1/ContentAndApprovals?PageSize=${PAGE_SIZE}`;
  for (let page = 0; next !== null && page < MOST_PAGES; page++) {
    const answer = await askTwilio(account, next, {
      ...patience,
      host: CONTENT,
    });
    if (!Array.isArray(answer.contents)) {
      throw new ProviderError("ambiguous", "No answer: unreadable");
    }
    found.push(...answer.contents.flatMap(toTemplates));
    next = nextPage(answer.meta);
  }
  return found;
}

function nextPage(meta: unknown): string | null {
  const { next_page_url } = (meta ?? {}) as { next_page_url?: unknown };
  return typeof next_page_url === "string" && URL.canParse(next_page_url)
    ? next_page_url
    : null;
}

function toTemplates(content: unknown): ListedTemplate[] {
  const { sid, friendly_name, language, types, approval_requests } = (content ??
    {}) as Record<string, unknown>;
  if (typeof sid !== "string" || typeof types !== "object") return [];
  const approval = (approval_requests ?? {}) as Record<string, unknown>;
  const [type, shown] = Object.entries(types ?? {})[0] ?? [];
  const body = (shown as Record<string, unknown> | null)?.body;
  if (!type || typeof body !== "string" || body === "") return [];
  return [{
    id: sid,
    name: text(approval.name) || text(friendly_name) || sid,
    language: text(language),
    type,
    body,
    variables: gapsOf(body),
    buttons: buttonsOf(shown),
    category: text(approval.category) || null,
    status: text(approval.status) || "unsubmitted",
  }];
}

function buttonsOf(shown: unknown): string[] {
  const { actions } = (shown ?? {}) as { actions?: unknown };
  if (!Array.isArray(actions)) return [];
  return actions.map((action) => text(action?.title)).filter(Boolean);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
