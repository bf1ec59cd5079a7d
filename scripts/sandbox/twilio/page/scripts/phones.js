import { drawBubble, drawDay, make, timeOf } from "./phone_bubble.js";

const MOST_AT_FIRST = 4;
const MOST_SHOWN_MESSAGES = 150;
const SHOWN = "relevo-phones";
const FIRST_CUSTOMERS = [
  { name: "Camila Rojas", number: "+573001112233" },
  { name: "Andrés Gómez", number: "+573104445566" },
  { name: "Lucía Fernández", number: "+573207778899" },
];
const page = document.querySelector("#phones");
const shown = new Map();
let line = "";

const { number } = await ask("/sandbox/line");
line = number.replace("whatsapp:", "");
document.querySelector("#line").textContent = pretty(line);
for (const phone of await firstPhones()) show(phone);
listen();
document.querySelector("#add").addEventListener("submit", addPhone);
document.addEventListener("click", closeMenus);
setInterval(tellTime, 10_000);

/** The phones of the last visit; else the newest customers; else three who have not written yet. */
async function firstPhones() {
  const known = await ask("/sandbox/phones");
  listKnown(known);
  const kept = JSON.parse(localStorage.getItem(SHOWN) ?? "[]");
  const again = known.filter(({ key }) => kept.includes(key));
  if (again.length > 0) return again;
  if (known.length > 0) return known.slice(-MOST_AT_FIRST);
  return Promise.all(
    FIRST_CUSTOMERS.map((customer) =>
      ask("/sandbox/phones", { ...customer, reads: true })
    ),
  );
}

function listen() {
  const events = new EventSource("/sandbox/events");
  const offline = document.querySelector("#offline");
  events.onopen = () => {
    offline.hidden = true;
    for (const phone of shown.values()) refresh(phone);
  };
  events.onerror = () => offline.hidden = false;
  events.onmessage = async ({ data: key }) => {
    if (shown.has(key)) return refresh(shown.get(key));
    if (shown.size >= MOST_AT_FIRST) return;
    const known = await ask("/sandbox/phones");
    const phone = known.find((one) => one.key === key);
    if (phone && !shown.has(key)) show(phone);
  };
}

async function addPhone(event) {
  event.preventDefault();
  const form = event.target;
  const { name, number } = Object.fromEntries(new FormData(form));
  const phone = await ask("/sandbox/phones", { name, number, reads: true });
  form.reset();
  if (!shown.has(phone.key)) show(phone);
  const { element } = shown.get(phone.key);
  element.scrollIntoView({ behavior: "smooth", inline: "center" });
  element.querySelector("textarea").focus({ preventScroll: true });
}

function show(data) {
  const template = document.querySelector("#phone");
  const element = template.content.firstElementChild.cloneNode(true);
  const phone = { ...data, element, drawn: "", asking: null };
  const find = (selector) => element.querySelector(selector);
  find("h2").textContent = data.name;
  find(".owner p").textContent = pretty(data.address.replace("whatsapp:", ""));
  find(".chat-title small").textContent = pretty(line);
  find(".clock").textContent = timeOf(Date.now());
  find(".reads").checked = data.reads;
  find(".hides").disabled = !data.address.startsWith("whatsapp:+");
  element.setAttribute("aria-label", `Teléfono de ${data.name}`);

  find(".close").addEventListener("click", () => {
    element.remove();
    shown.delete(data.key);
    keepShown();
  });
  find(".reads").addEventListener("change", async ({ target }) => {
    await ask(`/sandbox/phones/${data.key}`, { reads: target.checked });
    if (target.checked) await ask(`/sandbox/phones/${data.key}/open`, {});
  });
  composer(phone, find);
  page.append(element);
  shown.set(data.key, phone);
  keepShown();
  refresh(phone);
}

function composer(phone, find) {
  const text = find("textarea");
  const file = find("input[type=file]");
  const menu = find(".attach");
  const form = find(".composer");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = text.value.trim();
    text.value = "";
    if (body) write(phone, { body });
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  menu.addEventListener("click", ({ target }) => {
    const what = target.dataset.send;
    if (!what) return;
    menu.open = false;
    if (what === "file") return file.click();
    const body = text.value.trim();
    text.value = "";
    write(phone, { body, ...ATTACHMENTS[what] });
  });
  file.addEventListener("change", async () => {
    const media = await Promise.all([...file.files].map(toMedia));
    file.value = "";
    if (media.length > 0) write(phone, { media });
  });
}

const ATTACHMENTS = {
  image: { media: ["image"] },
  album: { media: ["image", "image", "image"] },
  audio: { media: ["audio"] },
  document: { media: ["document"] },
  sticker: { media: ["sticker"] },
  location: {
    latitude: "4.6533",
    longitude: "-74.0836",
    label: "Parque Simón Bolívar",
    address: "Bogotá, Colombia",
  },
  contact: { contact: { name: "Laura Méndez", phone: "+573012223344" } },
};

function write({ address, name, element }, message) {
  return ask("/sandbox/inbound", {
    from: address,
    profileName: name,
    hideNumber: element.querySelector(".hides").checked,
    ...message,
  }).catch((error) => alert(error.message));
}

async function toMedia(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  const contentType = file.type || "application/octet-stream";
  return { contentType, base64: btoa(text) };
}

/** Asks again for what the phone shows; changes that come meanwhile make one more question, not many. */
function refresh(phone) {
  if (phone.asking) {
    phone.isStale = true;
    return;
  }
  phone.asking = ask(`/sandbox/phones/${phone.key}/messages`)
    .then((messages) => draw(phone, messages.slice(-MOST_SHOWN_MESSAGES)))
    .catch(() => {})
    .finally(() => {
      phone.asking = null;
      if (!phone.isStale) return;
      phone.isStale = false;
      refresh(phone);
    });
}

/** Draws only the messages that are new or changed, so that what plays or is selected stays. */
function draw(phone, messages) {
  const chat = phone.element.querySelector(".chat");
  const isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  const old = new Map([...chat.children].map((row) => [row.dataset.key, row]));
  const rows = [];
  let day = "";
  let side = "";
  for (const message of messages) {
    const today = new Date(message.date).toDateString();
    if (today !== day) {
      rows.push([`day ${today}`, "", () => drawDay(message.date)]);
      side = "";
    }
    const isFirst = message.direction !== side;
    rows.push([
      message.sid,
      JSON.stringify([message, isFirst]),
      () => drawBubble(message, isFirst),
    ]);
    day = today;
    side = message.direction;
  }
  if (messages.length === 0) rows.push(["invite", "", drawInvite]);
  chat.replaceChildren(...rows.map(([key, state, make]) => {
    const row = old.get(key);
    if (row && row.dataset.state === state) return row;
    const fresh = make();
    fresh.dataset.key = key;
    fresh.dataset.state = state;
    if (row) fresh.style.animation = "none";
    return fresh;
  }));
  if (isAtEnd) chat.scrollTop = chat.scrollHeight;
}

function drawInvite() {
  return make(
    "li",
    "invite",
    "Todavía no hay mensajes. Escriba el primero, como lo haría un cliente.",
  );
}

async function ask(path, body) {
  const answer = await fetch(
    path,
    body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    },
  );
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error ?? "No se pudo");
  return content;
}

function keepShown() {
  localStorage.setItem(SHOWN, JSON.stringify([...shown.keys()]));
}

function listKnown(known) {
  const options = known.slice(-200).map(({ address, name }) => {
    const option = make("option", "", name);
    option.value = address.replace("whatsapp:", "");
    return option;
  });
  document.querySelector("#known").replaceChildren(...options);
}

function closeMenus({ target }) {
  for (const menu of document.querySelectorAll(".attach[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

function tellTime() {
  for (const clock of document.querySelectorAll(".clock")) {
    clock.textContent = timeOf(Date.now());
  }
}

/** +57 315 336 9631 */
function pretty(number) {
  return number.replace(/^\+(\d{2})(\d{3})(\d{3})(\d{4})$/, "+$1 $2 $3 $4");
}
