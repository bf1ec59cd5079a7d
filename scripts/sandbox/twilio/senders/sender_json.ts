import type { Line } from "../records.ts";

/** A sender as the newer interface shows it. */
export function toSenderJson(
  line: Line,
  origin: string,
): Record<string, unknown> {
  return {
    sid: line.sid,
    status: line.status,
    sender_id: line.address,
    configuration: {
      waba_id: null,
      verification_method: null,
      voice_application_sid: null,
      account_type: null,
      ...line.configuration,
      verification_code: null,
    },
    webhook: line.webhook,
    profile: { ...NO_PROFILE, ...line.profile },
    properties: {
      quality_rating: "HIGH",
      messaging_limit: "10K Customers/24hr",
    },
    offline_reasons: line.isLocked
      ? [{
        code: "63051",
        message: "The sender is locked",
        more_info: "https://www.twilio.com/docs/api/errors/63051",
      }]
      : null,
    compliance: null,
    url: `${origin}/v2/Channels/Senders/${line.sid}`,
  };
}

const NO_PROFILE = {
  name: null,
  about: null,
  address: null,
  logo_url: null,
  banner_url: null,
  privacy_url: null,
  terms_of_service_url: null,
  accent_color: null,
  use_case: null,
  vertical: null,
  websites: null,
  emails: null,
  phone_numbers: null,
};
