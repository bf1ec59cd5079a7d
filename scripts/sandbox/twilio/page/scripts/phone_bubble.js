/** Draws one message of a customer's phone. What people wrote is only ever set as text. */
export function drawBubble(message, isFirst) {
  const item = make("li", `bubble ${message.direction}`);
  if (isFirst) item.classList.add("first");
  item.append(...message.media.map(drawMedia));
  if (message.location) item.append(drawPlace(message.location));
  if (message.body) item.append(drawText(message.body));
  item.append(drawMeta(message));
  return item;
}

/** The line between two days. */
export function drawDay(date) {
  const item = make("li", "day");
  item.textContent = dayName(new Date(date));
  return item;
}

export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

export function timeOf(date) {
  return new Intl.DateTimeFormat("es-CO", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(date));
}

const EMOJI_ONLY =
  /^(\p{Extended_Pictographic}[\p{Emoji_Modifier}\u200d\ufe0f]*){1,3}$/u;

function drawText(body) {
  const text = make("p", "text", body);
  text.dir = "auto";
  if (EMOJI_ONLY.test(body)) text.classList.add("emoji");
  return text;
}

function drawMedia({ url, contentType }) {
  // The page may have been opened by another name of this machine than the address says.
  const { pathname } = new URL(url);
  const kind = contentType.split("/")[0];
  if (kind === "image") {
    const image = make("img", contentType === "image/webp" ? "sticker" : "");
    image.src = pathname;
    image.alt = contentType === "image/webp" ? "Sticker" : "Imagen";
    return image;
  }
  if (kind === "audio" || kind === "video") {
    const player = make(kind);
    player.controls = true;
    player.preload = "metadata";
    player.src = pathname;
    return player;
  }
  const link = make("a", "file");
  link.href = pathname;
  link.target = "_blank";
  link.rel = "noreferrer";
  const isCard = contentType.includes("vcard");
  link.append(lines(isCard ? "Contacto" : "Documento", contentType));
  return link;
}

function drawPlace({ latitude, longitude, label, address }) {
  const place = make("div", "place");
  place.append(
    lines(label || "Ubicación", address || `${latitude}, ${longitude}`),
  );
  return place;
}

function lines(strong, small) {
  const both = make("span");
  both.append(make("strong", "", strong), make("small", "", small));
  return both;
}

function drawMeta(message) {
  const meta = make("p", "meta");
  const time = make("time", "", timeOf(message.date));
  time.dateTime = message.date;
  meta.append(time, drawTick(...tickOf(message)));
  return meta;
}

function tickOf({ direction, status, webhookStatus }) {
  if (direction === "to_customer") return TICKS[status] ?? TICKS.sent;
  if (webhookStatus === null) return TICKS.waiting;
  return webhookStatus < 300 ? TICKS.delivered : TICKS.failed;
}

const ONE = "M3 8.5l3.5 3.5L14 4";
const TWO = "M1 8.5l3.5 3.5L12 4M8.5 11l1 1L17 4";
const TICKS = {
  waiting: ["waiting", "Enviando", "M9 2a6 6 0 1 0 .01 0M9 5v3.2l2 1.3"],
  sent: ["sent", "Enviado", ONE],
  delivered: ["delivered", "Entregado", TWO],
  read: ["read", "Leído", TWO],
  failed: [
    "failed",
    "El negocio no lo recibió",
    "M9 2a6 6 0 1 0 .01 0M9 5v3.5M9 11v.1",
  ],
};

function drawTick(name, label, path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 18 15");
  svg.setAttribute("class", `tick ${name}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const title = document.createElementNS(svg.namespaceURI, "title");
  title.textContent = label;
  const shape = document.createElementNS(svg.namespaceURI, "path");
  shape.setAttribute("d", path);
  svg.append(title, shape);
  return svg;
}

function dayName(date) {
  const days = Math.round(
    (new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) /
      86_400_000,
  );
  if (days === 0) return "Hoy";
  if (days === 1) return "Ayer";
  return new Intl.DateTimeFormat("es-CO", { day: "numeric", month: "long" })
    .format(date);
}
