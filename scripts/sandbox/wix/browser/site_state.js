/** What the site knew of its visitor when it sent the page. */
export const { member } = JSON.parse(
  document.getElementById("site-state")?.textContent ?? '{"member":null}',
);
