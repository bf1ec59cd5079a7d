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

/** Which tick a message has: its name, its words and its shape. */
export function tickOf(message) {
  const { direction, status, webhookStatus, isReadByBusiness } = message;
  if (direction === "to_customer") return TICKS[status] ?? TICKS.sent;
  if (isReadByBusiness) return TICKS.read;
  if (webhookStatus === null) return TICKS.waiting;
  return webhookStatus < 300 ? TICKS.delivered : TICKS.failed;
}

export function drawTick(name, label, path) {
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
