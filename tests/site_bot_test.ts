import { it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { buildSite } from "../scripts/build_site.ts";
import { message, startSite } from "./site_caller.ts";

/** What a business's own bot builder writes. */
const BOT = `
import { Permissions, webMethod } from "wix-web-module";
import { guardarConversacion, obtenerConversacion } from "backend/chatbot";

export const reply = webMethod(Permissions.Anyone, async (userId, mensaje) => {
  const { mensajes } = await obtenerConversacion(userId, { limit: 1 });
  const { stopBot, threadId } = await guardarConversacion({
    userId,
    mensajes: [{ from: "bot", mensaje, timestamp: "2025-03-01T00:00:09.000Z" }],
    ultimoMensajeBot: mensaje,
    threadId: "thread_9",
    stopBot: true,
  });
  return { heard: mensajes.map((each) => each.mensaje), stopBot, threadId };
});
`;

const METHOD =
  "/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/bot.web.js/reply.ajax";

it("a bot of the site reads and stores through the same functions", async () => {
  const dist = await buildSite({ outDir: await Deno.makeTempDir() });
  await Deno.writeTextFile(`${dist}/src/backend/bot.web.js`, BOT);
  await using site = await startSite({ dist });
  await site.save({
    userId: "57801",
    mensajes: [message("c1", 1, "Hola")],
    version: 1,
  });

  const response = await fetch(site.url + METHOD, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(["57801", "¿En qué te ayudo?"]),
  });

  const { result } = await response.json();
  assertEquals(result, {
    heard: ["Hola"],
    stopBot: true,
    threadId: "thread_9",
  });
  const { json } = await site.read("57801");
  assertEquals(
    json.mensajes.map((each: { mensaje: string }) => each.mensaje),
    ["Hola", "¿En qué te ayudo?"],
  );
  assertEquals(site.sandbox.rows("CHATBOT")[0]?.version, 1);
  await Deno.remove(dist, { recursive: true });
});
