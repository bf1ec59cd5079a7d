import { drawActions } from "./bubble_actions.js";
import { drawContact, drawMedia, drawPlace } from "./bubble_media.js";
import { make, timeOf } from "./elements.js";
import { drawTick, tickOf } from "./ticks.js";

const EMOJI_ONLY =
  /^(\p{Extended_Pictographic}[\p{Emoji_Modifier}\u200d\ufe0f]*){1,3}$/u;

/** Draws one message of a customer's phone. */
export function drawBubble(message, isFirst, { onAnswer, onTap }) {
  const { contact, location, media, quoted, template } = message;
  const item = make("li", `bubble ${message.direction}`);
  if (isFirst) item.classList.add("first");
  if (quoted) item.append(drawQuote(quoted));
  if (template?.header) item.append(make("p", "title", template.header));
  if (contact) item.append(drawContact(contact));
  else item.append(...media.map(drawMedia));
  if (location) item.append(drawPlace(location));
  if (message.body) item.append(drawText(message.body));
  if (template?.footer) item.append(make("p", "foot", template.footer));
  item.append(drawMeta(message));
  const hasButtons = template?.buttons.length > 0;
  if (hasButtons) {
    item.append(drawActions(template, (button) => onTap(message, button)));
  }
  if (!message.isWaiting) item.append(drawAnswer(() => onAnswer(message)));
  return item;
}

/** What a message answers. */
export function drawQuote({ body, direction }) {
  const quote = make("span", "quote");
  const who = direction === "to_customer" ? "El negocio" : "Usted";
  quote.append(make("strong", "", who), body);
  return quote;
}

function drawAnswer(onClick) {
  const button = make("button", "answer", "↩");
  button.type = "button";
  button.title = "Responder";
  button.setAttribute("aria-label", "Responder a este mensaje");
  button.addEventListener("click", onClick);
  return button;
}

function drawText(body) {
  const text = make("p", "text", body);
  text.dir = "auto";
  if (EMOJI_ONLY.test(body)) text.classList.add("emoji");
  return text;
}

function drawMeta(message) {
  const meta = make("p", "meta");
  const time = make("time", "", timeOf(message.date));
  time.dateTime = message.date;
  meta.append(time, drawTick(...tickOf(message)));
  return meta;
}
