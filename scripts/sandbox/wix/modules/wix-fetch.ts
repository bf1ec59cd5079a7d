/** A request to another company. The site's backend speaks HTTPS only; loopback is let through, for stand-ins. */
export async function fetch(
  url: string,
  options?: RequestInit,
): Promise<Response> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && hostname !== "127.0.0.1") {
    throw new Error(`Only HTTPS is supported: ${protocol}`);
  }
  return await globalThis.fetch(url, options);
}

export async function getJSON(
  url: string,
  options?: RequestInit,
): Promise<unknown> {
  return await (await fetch(url, options)).json();
}
