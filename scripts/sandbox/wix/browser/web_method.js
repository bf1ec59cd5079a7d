/**
 * Calls a web method of the site. What it throws there is thrown here, with its message.
 * @param {string} path
 * @param {unknown[]} args
 */
export async function call(path, args) {
  const response = await fetch(`${path}?viewMode=site`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(args),
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer.result ?? undefined;
  const error = new Error(
    answer.message ?? `The site answered ${response.status}`,
  );
  error.name = answer.name ?? "Error";
  throw error;
}
