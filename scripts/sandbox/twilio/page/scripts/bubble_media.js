import { lines, make } from "./elements.js";

/** A file: a picture, something that plays, or a document to open. */
export function drawMedia({ url, contentType }) {
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
  link.append(lines("Documento", contentType));
  return link;
}

export function drawPlace({ latitude, longitude, label, address }) {
  const place = make("div", "place");
  place.append(
    lines(label || "Ubicación", address || `${latitude}, ${longitude}`),
  );
  return place;
}

/** The card of a person. */
export function drawContact({ name, phone }) {
  const card = make("div", "place contact");
  card.append(lines(name, phone));
  return card;
}
