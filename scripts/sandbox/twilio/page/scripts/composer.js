import { ask } from "./ask.js";
import { ATTACHMENTS, toMedia } from "./attachments.js";
import { drawQuote } from "./bubble.js";
import { recordVoice } from "./voice.js";

/** Where a customer writes: text, files, voice, and what is answered. */
export function startComposer(phone, find) {
  const text = find("textarea");
  const file = find("input[type=file]");
  const menu = find(".attach");
  const form = find(".composer");
  const quoting = find(".quoting");
  const button = find(".send");
  let quoted = null;
  let recording = null;

  function quote(message) {
    quoted = message;
    quoting.hidden = message === null;
    if (message === null) return;
    const body = message.body || "Archivo";
    quoting.firstElementChild.replaceWith(
      drawQuote({ ...message, body }),
    );
    text.focus();
  }
  function send(message) {
    const answered = quoted ? { quoted: { sid: quoted.sid } } : {};
    quote(null);
    write(phone, { ...message, ...answered });
  }
  function takeText() {
    const body = text.value.trim();
    text.value = "";
    showButton();
    return body;
  }
  function showButton() {
    const isEmpty = text.value.trim() === "";
    form.classList.toggle("empty", isEmpty);
    form.classList.toggle("recording", recording !== null);
    const label = recording
      ? "Enviar la nota de voz"
      : isEmpty
      ? "Grabar una nota de voz"
      : "Enviar";
    button.setAttribute("aria-label", label);
    button.title = label;
  }
  async function speak() {
    if (recording) return recording.stop();
    recording = await recordVoice();
    showButton();
    const media = await recording.done;
    recording = null;
    showButton();
    send({ media: [media] });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = takeText();
    if (body) send({ body });
    else speak();
    text.focus();
  });
  text.addEventListener("input", showButton);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (text.value.trim()) form.requestSubmit();
  });
  menu.addEventListener("click", ({ target }) => {
    const what = target.dataset.send;
    if (!what) return;
    menu.open = false;
    if (what === "file") return file.click();
    send({ body: takeText(), ...ATTACHMENTS[what] });
  });
  file.addEventListener("change", async () => {
    const media = await Promise.all([...file.files].map(toMedia));
    file.value = "";
    if (media.length > 0) send({ media });
  });
  quoting.querySelector("button").addEventListener("click", () => quote(null));
  showButton();
  return { quote };
}

/** Sends what a customer wrote; until it leaves, the phone shows it with a clock. */
async function write(phone, message) {
  const shown = {
    sid: crypto.randomUUID(),
    isWaiting: true,
    direction: "from_customer",
    body: message.body || "…",
    media: [],
    date: new Date().toISOString(),
    webhookStatus: null,
  };
  const isAway = phone.element.querySelector("[name=away]").checked;
  if (isAway) phone.waiting.push(shown);
  phone.refresh();
  try {
    await ask("inbound", {
      from: phone.address,
      to: phone.line,
      profileName: phone.name,
      hideNumber: phone.element.querySelector("[name=hides]").checked,
      ...message,
    });
  } catch (error) {
    alert(error.message);
  }
  phone.waiting = phone.waiting.filter((one) => one !== shown);
  phone.refresh();
}
