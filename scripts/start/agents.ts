/** Somebody who signs in to the site's stand-in. */
export interface Agent {
  email: string;
  name: string;
  role: "agent" | "supervisor";
}

/** Those who are there from the first start on. */
export const AGENTS: readonly Agent[] = [
  { email: "ana@example.com", name: "Ana", role: "agent" },
  { email: "luis@example.com", name: "Luis", role: "agent" },
  { email: "sofia@example.com", name: "Sofía", role: "supervisor" },
];
