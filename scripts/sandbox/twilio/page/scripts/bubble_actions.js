import { make } from "./elements.js";

/** What a customer can touch below a message: buttons, links, or a list to choose from. */
export function drawActions({ buttons, listLabel }, onTap) {
  const actions = make("div", "actions");
  const items = buttons.filter(({ kind }) => kind === "item");
  const others = buttons.filter(({ kind }) => kind !== "item");
  actions.append(...others.map((button) => drawAction(button, onTap)));
  if (items.length > 0) actions.append(drawList(items, { listLabel, onTap }));
  return actions;
}

function drawAction(button, onTap) {
  if (button.kind === "reply") return drawButton(button, onTap);
  if (button.kind === "code") {
    return drawButton(
      button,
      () => navigator.clipboard?.writeText(button.target),
    );
  }
  // Nothing leaves this machine: an address is shown, not opened.
  const label = make("span", "", button.title);
  label.title = button.target;
  return label;
}

function drawList(items, { listLabel, onTap }) {
  const list = make("details");
  list.append(make("summary", "", listLabel || "Ver opciones"));
  const choose = (item) => {
    list.open = false;
    onTap(item);
  };
  list.append(...items.map((item) => drawButton(item, choose)));
  return list;
}

function drawButton(button, onClick) {
  const element = make("button", "", button.title);
  element.type = "button";
  element.addEventListener("click", () => onClick(button));
  return element;
}
