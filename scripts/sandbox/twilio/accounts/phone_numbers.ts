import { toRfc2822 } from "../messages/message_json.ts";

/** A phone number of an account. It does not configure WhatsApp: senders do. */
export interface PhoneNumber {
  sid: string; // PN…
  accountSid: string;
  phoneNumber: string; // E.164
  /** Fields as the interface names them, in lower case. */
  settings: Record<string, string | boolean | null>;
  createdAt: number;
  updatedAt: number;
}

/** What a number may be told, by the name of the request's field. */
export const NUMBER_FIELDS: Readonly<Record<string, string>> = {
  FriendlyName: "friendly_name",
  SmsApplicationSid: "sms_application_sid",
  SmsFallbackMethod: "sms_fallback_method",
  SmsFallbackUrl: "sms_fallback_url",
  SmsMethod: "sms_method",
  SmsUrl: "sms_url",
  StatusCallback: "status_callback",
  StatusCallbackMethod: "status_callback_method",
  VoiceApplicationSid: "voice_application_sid",
  VoiceCallerIdLookup: "voice_caller_id_lookup",
  VoiceFallbackMethod: "voice_fallback_method",
  VoiceFallbackUrl: "voice_fallback_url",
  VoiceMethod: "voice_method",
  VoiceUrl: "voice_url",
  VoiceReceiveMode: "voice_receive_mode",
  EmergencyStatus: "emergency_status",
  EmergencyAddressSid: "emergency_address_sid",
  TrunkSid: "trunk_sid",
  IdentitySid: "identity_sid",
  AddressSid: "address_sid",
  BundleSid: "bundle_sid",
};

/** What a number says of what nobody told it. */
export const NUMBER_DEFAULTS: Readonly<PhoneNumber["settings"]> = {
  friendly_name: "",
  sms_application_sid: null,
  sms_fallback_method: "POST",
  sms_fallback_url: null,
  sms_method: "POST",
  sms_url: null,
  status_callback: null,
  status_callback_method: "POST",
  voice_application_sid: null,
  voice_caller_id_lookup: false,
  voice_fallback_method: "POST",
  voice_fallback_url: null,
  voice_method: "POST",
  voice_url: null,
  voice_receive_mode: "voice",
  emergency_status: "Inactive",
  emergency_address_sid: null,
  trunk_sid: null,
  identity_sid: null,
  address_sid: null,
  bundle_sid: null,
};

export function toNumberJson(number: PhoneNumber): Record<string, unknown> {
  const { accountSid, sid, settings } = number;
  return {
    ...settings,
    account_sid: accountSid,
    address_requirements: "none",
    api_version: "2010-04-01",
    beta: false,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    date_created: toRfc2822(number.createdAt),
    date_updated: toRfc2822(number.updatedAt),
    emergency_address_status: "unregistered",
    friendly_name: settings.friendly_name || number.phoneNumber,
    origin: "twilio",
    phone_number: number.phoneNumber,
    sid,
    status: "in-use",
    type: "mobile",
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
