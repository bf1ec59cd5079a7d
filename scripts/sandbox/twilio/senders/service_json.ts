import { toIso } from "../messages/message_json.ts";
import type { MessagingService } from "../records.ts";

/** A Messaging Service as its interface shows it. */
export function toServiceJson(
  service: MessagingService,
  origin: string,
): Record<string, unknown> {
  const url = `${origin}/v1/Services/${service.sid}`;
  return {
    account_sid: service.accountSid,
    sid: service.sid,
    date_created: toIso(service.createdAt),
    date_updated: toIso(service.updatedAt),
    ...service.settings,
    us_app_to_person_registered: false,
    links: {
      phone_numbers: `${url}/PhoneNumbers`,
      short_codes: `${url}/ShortCodes`,
      alpha_senders: `${url}/AlphaSenders`,
      messages: `${url}/Messages`,
      us_app_to_person: `${url}/Compliance/Usa2p`,
      us_app_to_person_usecases: `${url}/Compliance/Usa2p/Usecases`,
      channel_senders: `${url}/ChannelSenders`,
      destination_alpha_senders: `${url}/DestinationAlphaSenders`,
    },
    url,
  };
}
