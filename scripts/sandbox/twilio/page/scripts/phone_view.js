import { ask } from "./ask.js";
import { drawChat } from "./chat.js";
import { startComposer } from "./composer.js";
import { make, pretty, timeOf } from "./elements.js";

const MOST_SHOWN_MESSAGES = 150;

/** Puts one customer's phone on the page; `refresh` asks again for what it shows. */
export function addPhoneView(page, data, { business, onClose }) {
  const template = document.querySelector("#phone");
  const element = template.content.firstElementChild.cloneNode(true);
  const find = (selector) => element.querySelector(selector);
  const phone = { ...data, element, line: business[0], waiting: [] };
  find("h2").textContent = data.name;
  find(".owner p").textContent = pretty(data.address);
  find(".clock").textContent = timeOf(Date.now());
  element.setAttribute("aria-label", `Teléfono de ${data.name}`);
  find(".close").addEventListener("click", () => {
    element.remove();
    onClose(data.key);
  });
  chooseLine(phone, find(".line-choice"), business);
  startSwitches(phone, find);

  const composer = startComposer(phone, find);
  phone.refresh = refresher(async () => {
    const [state, messages] = await Promise.all([
      ask(`phones/${data.key}`),
      ask(`phones/${data.key}/messages`),
    ]);
    showState(phone, state);
    const own = messages.filter(({ line }) => line === phone.line);
    drawChat(phone, own.slice(-MOST_SHOWN_MESSAGES), {
      onAnswer: composer.quote,
      onTap: (message, button) =>
        ask(`phones/${data.key}/tap`, {
          messageSid: message.sid,
          button: button.id,
          hideNumber: find("[name=hides]").checked,
        }).catch(tell),
    });
  });
  page.append(element);
  phone.refresh();
  return phone;
}

/** Calls that come while one runs make one more, not many. */
function refresher(work) {
  let running = null;
  let isStale = false;
  return function refresh() {
    if (running) {
      isStale = true;
      return;
    }
    running = work().catch(() => {}).finally(() => {
      running = null;
      if (!isStale) return;
      isStale = false;
      refresh();
    });
  };
}

/** With several numbers the business has several chats. */
function chooseLine(phone, select, business) {
  select.hidden = business.length < 2;
  select.append(...business.map((address) => {
    const option = make("option", "", pretty(address));
    option.value = address;
    return option;
  }));
  select.addEventListener("change", () => {
    phone.line = select.value;
    phone.refresh();
  });
}

function startSwitches(phone, find) {
  const hides = find("[name=hides]");
  hides.disabled = !phone.address.startsWith("whatsapp:+");
  const told = {
    reads: (isOn) => ({ reads: isOn }),
    away: (isOn) => ({ isCovered: !isOn }),
    blocks: (isOn) => ({ blocks: isOn ? "business" : "nobody" }),
  };
  for (const [name, toSettings] of Object.entries(told)) {
    find(`[name=${name}]`).addEventListener("change", async ({ target }) => {
      await ask(`phones/${phone.key}`, toSettings(target.checked)).catch(tell);
      if (name !== "reads" || !target.checked) return;
      await ask(`phones/${phone.key}/open`, {});
    });
  }
}

function showState({ element, line }, { reads, isCovered, blocks, typing }) {
  const find = (selector) => element.querySelector(selector);
  find("[name=reads]").checked = reads;
  find("[name=away]").checked = !isCovered;
  find("[name=blocks]").checked = blocks === "business";
  const writing = typing.find((one) => one.line === line);
  const subtitle = find(".chat-title small");
  subtitle.textContent = writing ? "escribiendo…" : pretty(line);
  clearTimeout(subtitle.timer);
  if (writing) {
    subtitle.timer = setTimeout(
      () => subtitle.textContent = pretty(line),
      writing.leftMs,
    );
  }
  const state = find(".chat-state");
  state.textContent = !isCovered
    ? "Sin cobertura: los mensajes esperan"
    : blocks === "business"
    ? "Bloqueó a este negocio"
    : "";
  state.hidden = state.textContent === "";
}

function tell(error) {
  alert(error.message);
}
