/** An element with a class and a text; what people wrote is only ever set as text. */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** Two lines, the first one strong. */
export function lines(strong, small) {
  const both = make("span");
  both.append(make("strong", "", strong), make("small", "", small));
  return both;
}

export function timeOf(date) {
  return new Intl.DateTimeFormat("es-CO", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(date));
}

/** +57 315 336 9631 */
export function pretty(number) {
  return number.replace("whatsapp:", "")
    .replace(/^\+(\d{2})(\d{3})(\d{3})(\d{4})$/, "+$1 $2 $3 $4");
}
