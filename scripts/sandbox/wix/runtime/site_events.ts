/** What the site's code wrote to its console. */
export interface SiteEvent {
  time: string;
  level: string;
  text: string;
}

const MOST_KEPT = 1000;

/** The newest of this process's sites, the oldest first: Wix shows them in a window of its own, not in a terminal. */
export const siteEvents: SiteEvent[] = [];

/** Keeps what one level of the console is told. */
export function keepEvents(level: string): (...said: unknown[]) => void {
  return (...said) => {
    const text = said.map((part) =>
      typeof part === "string" ? part : Deno.inspect(part)
    ).join(" ");
    siteEvents.push({ time: new Date().toISOString(), level, text });
    if (siteEvents.length > MOST_KEPT) siteEvents.shift();
  };
}
