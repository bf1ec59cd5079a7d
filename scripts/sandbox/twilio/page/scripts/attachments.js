/** What the menu sends, by its word. */
export const ATTACHMENTS = {
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

/** A file as the stand-in takes it. */
export async function toMedia(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  const contentType = file.type.split(";")[0] || "application/octet-stream";
  return { contentType, base64: btoa(text) };
}
