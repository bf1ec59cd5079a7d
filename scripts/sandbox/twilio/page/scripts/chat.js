import { drawBubble } from "./bubble.js";
import { make } from "./elements.js";

/** Draws only the messages that are new or changed, so that what plays or is selected stays. */
export function drawChat({ element, waiting }, messages, handlers) {
  const chat = element.querySelector(".chat");
  const isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  const old = new Map([...chat.children].map((row) => [row.dataset.key, row]));
  const rows = toRows([...messages, ...waiting], handlers);
  chat.replaceChildren(...rows.map(({ key, state, draw }) => {
    const row = old.get(key);
    if (row && row.dataset.state === state) return row;
    const fresh = draw();
    fresh.dataset.key = key;
    fresh.dataset.state = state;
    if (row) fresh.style.animation = "none";
    return fresh;
  }));
  if (isAtEnd) chat.scrollTop = chat.scrollHeight;
}

function toRows(messages, handlers) {
  if (messages.length === 0) {
    return [{ key: "invite", state: "", draw: drawInvite }];
  }
  const rows = [];
  let day = "";
  let side = "";
  for (const message of messages) {
    const today = new Date(message.date).toDateString();
    if (today !== day) {
      rows.push({
        key: `day ${today}`,
        state: "",
        draw: () => make("li", "day", dayName(new Date(message.date))),
      });
      side = "";
    }
    const isFirst = message.direction !== side;
    rows.push({
      key: message.sid,
      state: JSON.stringify([message, isFirst]),
      draw: () => drawBubble(message, isFirst, handlers),
    });
    day = today;
    side = message.direction;
  }
  return rows;
}

function drawInvite() {
  return make(
    "li",
    "invite",
    "Todavía no hay mensajes. Escriba el primero, como lo haría un cliente.",
  );
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
