import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { MediaItem } from "../../shared/conversation.ts";
import { audit } from "../audit.ts";
import { type Inbox, startInbox } from "../inbox.ts";
import { askFor } from "../page/ask.ts";
import { openPage } from "../page_script.ts";
import { until } from "../until.ts";
import { startCompanionProcess } from "./companion_process.ts";
import { clearFaults, orderFault } from "./ordered_faults.ts";
import { passTime } from "./pass_time.ts";
import { settleFleet } from "./settle_fleet.ts";
import { startSurroundings, SUPERVISOR } from "./surroundings.ts";
import { letCustomersWrite } from "./traffic.ts";

const MARTA = "+573001112233";
const KEY = "573001112233";
const HOUR = 60 * 60 * 1000;
/** Blocks of 512 bytes. */
const LEFT = "16";
const SMALL = picture(4 * 1024);
const LARGE = picture(64 * 1024);

describe("files of customers, where nothing can be written,", () => {
  it("wait for as long as it takes, with an alert; texts go on; and then none is lost", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await using ana = await openPage(inbox, "ana");
    const folder = `${inbox.dataDir}/media`;
    await Deno.writeTextFile(folder, "Here a folder should be");

    await inbox.twilio.inbound(withPicture(SMALL));
    await tryForHours(inbox, 3);
    await letCustomersWrite(inbox.twilio, { messages: 20, customers: 5 });
    const upload = await uploadAs(inbox, "ana");
    const alerts = await lanesOf(inbox);
    const [waiting] = await mediaOf(inbox);
    await Deno.remove(folder);
    await passTime(inbox.sql, HOUR);
    await settleFleet(inbox, { ana });

    assertEquals(alerts.map(({ tipo, detenido }) => [tipo, detenido]), [
      ["fetch_media", false],
    ]);
    assertEquals([upload.status, upload.json.success], [500, false]);
    assertEquals([waiting!.state, waiting!.url], ["waiting", null]);
    const [stored] = await mediaOf(inbox);
    assertEquals(stored!.state, "stored");
    assertEquals(await bytesAt(stored!.url!), SMALL);
    assertEquals(await lanesOf(inbox), []);
    assertEquals((await audit(inbox, { ana })).messages, 21);
  });

  it("because the disk is full, leave nothing half written, and are there when it no longer is", async () => {
    await using house = await startSurroundings(["ana"]);
    const { settings, twilio } = house;
    const pace = { lookEveryMs: 100, beatEveryMs: 1000, silenceMs: 20_000 };
    await using full = await startCompanionProcess(settings, pace, {
      RELEVO_TEST_DISK_BLOCKS: LEFT,
    });
    twilio.setWebhook(`${full.url}/webhook/twilio`);
    house.site.setSecret("RELEVO_COMPANION_URL", full.url);

    await twilio.inbound(withPicture(SMALL));
    await twilio.inbound(withPicture(LARGE));
    await twilio.inbound({ from: MARTA, body: "¿Lo ven?" });
    const there = { url: full.url, site: house.site };
    const supervisor = askFor(there, SUPERVISOR);
    await until("it was tried again", async () => {
      const { carriles } = await supervisor.until("/api/atascos");
      return carriles.some((lane: { tipo: string; intentos: number }) =>
        lane.tipo === "fetch_media" && lane.intentos > 1
      );
    });
    const kept = await filesIn(settings.dataDir);
    full.signal("SIGKILL");
    await full.ended;
    await using roomy = await startCompanionProcess(settings, pace);
    twilio.setWebhook(`${roomy.url}/webhook/twilio`);
    await passTime(house.sql, HOUR);
    await house.quiet();
    const after = { ...house, url: roomy.url };
    await using ana = await openPage(after, "ana");
    await settleFleet(after, { ana });

    assertEquals(kept.map(({ size }) => size), [SMALL.length]);
    assertEquals(
      (await filesIn(settings.dataDir)).map(({ size }) => size).toSorted(),
      [SMALL.length, LARGE.length].toSorted(),
    );
    assertEquals((await audit(after, { ana })).messages, 3);
  });

  it("because their host is away for hours, wait too; what it no longer has is given up", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    const files = `/2010-04-01/Accounts/`;
    const away = { path: files, method: "GET", times: 1_000_000 };
    await orderFault(inbox.twilio, { ...away, status: 503 });

    await inbox.twilio.inbound(withPicture(SMALL));
    await tryForHours(inbox, 3);
    const [waiting] = await mediaOf(inbox);
    await clearFaults(inbox.twilio);
    await passTime(inbox.sql, HOUR);
    await inbox.settle();
    const [stored] = await mediaOf(inbox);
    await orderFault(inbox.twilio, { ...away, status: 404 });
    await inbox.twilio.inbound(withPicture(LARGE));
    await until("it was tried", async () => (await lanesOf(inbox)).length > 0);
    const early = (await mediaOf(inbox))[1];
    await inbox
      .sql`update media set created_at = created_at - interval '1 hour'`;
    await passTime(inbox.sql, HOUR);
    await inbox.settle();

    assertEquals([waiting!.state, stored!.state], ["waiting", "stored"]);
    assertEquals(early!.state, "waiting");
    assertEquals((await mediaOf(inbox))[1]!.state, "gone");
  });
});

function withPicture(bytes: Uint8Array<ArrayBuffer>) {
  const file = { contentType: "image/png", base64: bytes.toBase64() };
  return { from: MARTA, body: "Una foto", media: [file] };
}

function picture(size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, at) => at * 7 % 256);
}

/** Each try fails, and the next one is due: hours that nobody waits for. */
async function tryForHours(inbox: Inbox, tries: number): Promise<void> {
  await until("it was tried so often", async () => {
    await passTime(inbox.sql, HOUR);
    await inbox.sql`
      update media set created_at = created_at - interval '1 hour'
    `;
    const [lane] = await lanesOf(inbox);
    return (lane?.intentos ?? 0) >= tries;
  }, 60_000);
}

async function lanesOf(
  inbox: Inbox,
): Promise<{ tipo: string; detenido: boolean; intentos: number }[]> {
  return (await inbox.as(SUPERVISOR, "/api/atascos")).json.carriles;
}

async function mediaOf(inbox: Inbox): Promise<MediaItem[]> {
  return (await inbox.thread("ana", KEY)).flatMap(({ media }) => media);
}

async function bytesAt(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

async function uploadAs(inbox: Inbox, name: string) {
  const form = new FormData();
  form.set("archivo", new File([SMALL], "a.png", { type: "image/png" }));
  return await inbox.as(name, "/api/archivos", { method: "POST", body: form });
}

/** What the media folder holds, however deep. */
async function filesIn(dataDir: string): Promise<{ size: number }[]> {
  const files: { size: number }[] = [];
  async function walk(folder: string): Promise<void> {
    for await (const entry of Deno.readDir(folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) await walk(path);
      else files.push({ size: (await Deno.stat(path)).size });
    }
  }
  await walk(`${dataDir}/media`);
  return files;
}
