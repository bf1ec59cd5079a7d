/** Asks the stand-in: with a body it is told something. @throws {Error} in its words */
export async function ask(path, body) {
  const answer = await fetch(
    `/sandbox/${path}`,
    body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    },
  );
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error ?? "No se pudo");
  return content;
}
