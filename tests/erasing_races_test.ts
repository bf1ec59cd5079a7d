import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { callWebhook, newSid } from "./door_webhook.ts";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import { type Inbox, LINE, startInbox } from "./inbox.ts";
import { HASTY_COMPARING } from "./reconciling.ts";
import { storedFiles, tracesOf } from "./traces.ts";
import { until } from "./until.ts";

const KEY = "573880990001";
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

function erase(inbox: Inbox, more: object = {}) {
  return inbox.as("sofia", `/api/conversacion/${KEY}/borrar`, {
    json: { confirm: KEY, ...more },
  });
}

async function isClaimed(inbox: Inbox, kind: string): Promise<boolean> {
  const { count } = await inbox.sql`
    select from outbox_lanes where kind = ${kind} and claimed_by is not null
  `;
  return count > 0;
}

describe("erasing in the midst of work", () => {
  it("undoes a store in the site, stops a file, and learns the name of a reply on its way", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Palabra primera" });
    await inbox.settle();
    const slow = { delayMs: 700 };
    await orderFault(inbox.site, { path: "/_functions/guardar", ...slow });
    await orderFault(inbox.twilio, {
      path: "/2010-04-01",
      method: "POST",
      ...slow,
    });
    await inbox.reply("ana", KEY, "Palabra en camino");
    await inbox.twilio.inbound({
      from: `+${KEY}`,
      body: "Palabra con foto",
      media: [{ contentType: "image/png", base64: PNG }],
    });
    for (const kind of ["send_message", "publish_change"]) {
      await until(`${kind} is under way`, () => isClaimed(inbox, kind));
    }

    await until("the reply is handed over", async () => {
      const { count } = await inbox.sql`
        select from messages where attempted_at is not null
      `;
      return count > 0;
    });

    const { status } = await erase(inbox, { twilio: true });
    await until("the reply is on the phone, which nobody can erase", () => {
      return inbox.twilio.phone(KEY).some(({ body }) =>
        body === "Palabra en camino"
      );
    });
    await inbox.settle();

    assertEquals(status, 200);
    assertEquals(await tracesOf(inbox, [KEY, "palabra"]), []);
    assertEquals(await storedFiles(inbox.dataDir), []);
    assertEquals(inbox.twilio.messages(), []);
  });

  it("goes on where a companion was stopped, and does not answer a message of the same moment with a loss", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Palabra" });
    await inbox.settle();
    await inbox.sql`
      insert into messages (conversation_id, position, id, line_id, direction, author, body, status, sent_at)
      select id, n, gen_random_uuid(), line_id, 'inbound', 'customer', 'Palabra ' || n, 'received', now()
      from conversations, generate_series(2, 3000) as n
    `;
    await inbox.sql`update conversations set message_count = 3000`;

    const [erased, ...taken] = await Promise.all([
      erase(inbox),
      ...Array.from({ length: 20 }, (_, at) =>
        callWebhook(inbox, {
          params: {
            MessageSid: newSid(),
            From: `whatsapp:+${KEY}`,
            Body: `Momento ${at}`,
          },
        })),
    ]);
    await inbox.restart();
    await inbox.settle();

    assertEquals(erased.status, 200);
    assertEquals(await tracesOf(inbox, ["palabra"]), []);
    // Each was either there before, and erased with the rest, or began anew, or has to come again.
    const statuses = new Set(taken.map(({ status }) => status));
    assertEquals(statuses.difference(new Set([200, 503])), new Set());
    const [unreadable] = await inbox.sql`
      select count(*)::int from webhooks where state <> 'done'
    `;
    assertEquals(unreadable!.count, 0);
    const { json } = await inbox.as(
      "sofia",
      `/api/recibos/${erased.json.recibo.id}`,
    );
    assertEquals(json.recibo.terminado, true);
  });

  it("stays done when the line is compared with Twilio's list, and when its keys are rotated", async () => {
    await using inbox = await startInbox({
      agents: ["ana"],
      reconciling: { ...HASTY_COMPARING, everyMs: 200 },
    });
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Palabra" });
    await inbox.reply("ana", KEY, "Palabra de vuelta");
    await inbox.settle();
    const listed = inbox.twilio.messages().length;
    await erase(inbox);
    await inbox.settle();

    const [newer, older] = [
      "a-newer-encryption-key-of-the-tests-and-long",
      inbox.settings.encryptionKeys[0]!,
    ];
    for (const keys of [[newer, older], [newer]]) {
      inbox.settings.encryptionKeys = keys;
      await inbox.restart();
    }
    await compared(inbox);
    await compared(inbox);
    await inbox.settle();

    assertEquals(inbox.twilio.messages().length, listed);
    assertEquals(await tracesOf(inbox, [KEY, "palabra"]), []);
  });

  it("with Twilio away erases its copy when it is back, and its late reports bring nothing", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Palabra" });
    await inbox.reply("ana", KEY, "Palabra de vuelta");
    await inbox.settle();
    const sids = inbox.twilio.messages().map(({ sid }) => sid);
    await orderFault(inbox.twilio, {
      path: "/2010-04-01",
      status: 503,
      times: 1_000_000,
    });

    await erase(inbox, { twilio: true });
    await until("it was tried", async () => {
      const { count } = await inbox.sql`
        select from outbox_lanes where kind = 'erase_at_twilio' and attempts > 1
      `;
      return count > 0;
    });
    for (const sid of sids) {
      await callWebhook(inbox, {
        path: "/webhook/twilio/status",
        params: {
          MessageSid: sid,
          SmsSid: sid,
          From: LINE,
          To: `whatsapp:+${KEY}`,
          MessageStatus: "read",
        },
      });
    }
    await clearFaults(inbox.twilio);
    await inbox.settle();

    assertEquals(inbox.twilio.messages(), []);
    assertEquals(await tracesOf(inbox, [KEY, "palabra", ...sids]), []);
  });
});

/** Until every line was compared once more. */
async function compared(inbox: Inbox): Promise<void> {
  const [before] = await inbox.sql`select now()`;
  await until("the line is compared", async () => {
    const { count } = await inbox.sql`
      select from reconciliations where finished_at > ${
      before!.now
    } + interval '100 ms'
    `;
    return count > 0;
  }, 20_000);
}
