import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { registerLine } from "../companion/inbox/register_line.ts";
import { callWebhook, messageParams, newSid } from "./door_webhook.ts";
import { ACCOUNT, startInbox } from "./inbox.ts";

const NEW_LINE = "whatsapp:+573009990000";

it("a message that came before its line was known is taken in when a supervisor asks, once", async () => {
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  await using inbox = await startInbox({ agents: ["ana"], now });
  const params = messageParams({
    MessageSid: newSid(),
    To: NEW_LINE,
    Body: "¿Hay alguien?",
  });
  const { status } = await callWebhook(inbox, { params });
  await registerLine(inbox.sql, { number: NEW_LINE, accountSid: ACCOUNT });
  // Beyond what a companion remembers of its lines.
  ahead = 10_000;

  const refused = await inbox.as("ana", "/api/atascos/reprocesar", {
    method: "POST",
  });
  const first = await inbox.as("sofia", "/api/atascos/reprocesar", {
    method: "POST",
  });
  const again = await inbox.as("sofia", "/api/atascos/reprocesar", {
    method: "POST",
  });

  assertEquals([status, refused.status], [200, 403]);
  assertEquals([first.json.reprocesados, again.json.reprocesados], [1, 0]);
  const list = Object.values(
    (await inbox.as("ana", "/api/conversaciones")).json.conversaciones,
  );
  assertEquals(list.length, 1);
  assertEquals(
    (list[0] as { last_message: string }).last_message,
    "¿Hay alguien?",
  );
  assertEquals((await inbox.as("sofia", "/api/atascos")).json.webhooks, []);
});
