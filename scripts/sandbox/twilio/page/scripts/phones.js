import { ask } from "./ask.js";
import { make, pretty, timeOf } from "./elements.js";
import { addPhoneView } from "./phone_view.js";

const MOST_AT_FIRST = 4;
const SHOWN = "relevo-phones";
const FIRST_CUSTOMERS = [
  { name: "Camila Rojas", number: "+573001112233" },
  { name: "Andrés Gómez", number: "+573104445566" },
  { name: "Lucía Fernández", number: "+573207778899" },
];
const page = document.querySelector("#phones");
const shown = new Map();

const business = (await ask("lines")).map(({ address }) => address);
document.querySelector("#line").textContent = pretty(business[0]);
for (const phone of await firstPhones()) show(phone);
listen();
document.querySelector("#add").addEventListener("submit", addPhone);
document.addEventListener("click", closeMenus);
setInterval(tellTime, 10_000);

/** The phones of the last visit; else the newest customers; else three who have not written yet. */
async function firstPhones() {
  const known = await ask("phones");
  listKnown(known);
  const kept = JSON.parse(localStorage.getItem(SHOWN) ?? "[]");
  const again = known.filter(({ key }) => kept.includes(key));
  if (again.length > 0) return again;
  if (known.length > 0) return known.slice(-MOST_AT_FIRST);
  return Promise.all(
    FIRST_CUSTOMERS.map((customer) =>
      ask("phones", { ...customer, reads: true })
    ),
  );
}

function listen() {
  const events = new EventSource("/sandbox/events");
  const offline = document.querySelector("#offline");
  events.onopen = () => {
    offline.hidden = true;
    for (const phone of shown.values()) phone.refresh();
  };
  events.onerror = () => offline.hidden = false;
  events.onmessage = async ({ data: key }) => {
    if (shown.has(key)) return shown.get(key).refresh();
    if (shown.size >= MOST_AT_FIRST) return;
    const phone = await ask(`phones/${key}`);
    if (!shown.has(key)) show(phone);
  };
}

async function addPhone(event) {
  event.preventDefault();
  const form = event.target;
  const { name, number } = Object.fromEntries(new FormData(form));
  const phone = await ask("phones", { name, number, reads: true });
  form.reset();
  if (!shown.has(phone.key)) show(phone);
  const { element } = shown.get(phone.key);
  element.scrollIntoView({ behavior: "smooth", inline: "center" });
  element.querySelector("textarea").focus({ preventScroll: true });
}

function show(data) {
  const phone = addPhoneView(page, data, { business, onClose: hide });
  shown.set(data.key, phone);
  keepShown();
}

function hide(key) {
  shown.delete(key);
  keepShown();
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
