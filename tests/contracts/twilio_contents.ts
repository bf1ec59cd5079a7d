import type { OpenAccount } from "./twilio_account.ts";
import type { TwilioClient } from "./twilio_client.ts";

type Contents = TwilioClient["content"]["v1"]["contents"];
type NewContent = Parameters<Contents["create"]>[0];
type Approval = Parameters<
  ReturnType<Contents>["approvalCreate"]["create"]
>[0];

/** Makes a content. Twilio's types are classes; what is sent are plain objects in its own spelling. */
export function newContent({ client }: OpenAccount, content: object) {
  return client.content.v1.contents.create(content as unknown as NewContent);
}

/** Sends a content for approval, and says what came of it. */
export async function approve(
  { client }: OpenAccount,
  sid: string,
  { name = sid.toLowerCase(), category = "UTILITY" } = {},
): Promise<string> {
  const content = client.content.v1.contents(sid);
  const request = { name, category } as unknown as Approval;
  await content.approvalCreate.create(request);
  const { whatsapp } = await content.approvalFetch().fetch();
  return String(whatsapp.status);
}

/** A template with two places, one of which has a usual value, and two buttons. */
export const REMINDER = {
  friendly_name: "recordatorio",
  language: "es",
  variables: { 2: "10:00" },
  types: {
    "twilio/quick-reply": {
      body: "Hola {{1}}, su cita es a las {{2}} hoy.",
      actions: [
        { title: "Confirmar", id: "yes" },
        { title: "Cancelar", id: "no" },
      ],
    },
  },
};

/** A template of text alone. */
export const GREETING = {
  friendly_name: "saludo",
  language: "es",
  types: { "twilio/text": { body: "Buenos días." } },
};

/** A list to choose from. */
export const LIST = {
  friendly_name: "horas",
  language: "es",
  types: {
    "twilio/list-picker": {
      body: "¿A qué hora?",
      button: "Ver horas",
      items: [{ id: "h10", item: "10:00" }, { id: "h11", item: "11:00" }],
    },
  },
};
