import type { StartFile } from "./start_file.ts";

/** What a person reads when everything answers: where to go, and as whom. */
export function invitation(started: StartFile, dataDir: string): string {
  const seconds = (started.startedInMs / 1000).toFixed(1).replace(".", ",");
  return [
    "",
    `Relevo está listo (${seconds} s).`,
    "",
    ...columns(addresses(started)),
    ...signIns(started),
    "",
    ...whatToDo(started),
    `Todo esto está también en ${dataDir}/start.json. Ctrl-C lo detiene; los datos quedan guardados.`,
    "",
  ].join("\n");
}

function addresses(started: StartFile): string[][] {
  const rows: [string, string | null][] = [
    [
      "Teléfonos de los clientes",
      started.twilio && `${started.twilio}/`,
    ],
    ["Página de los agentes", started.site && `${started.site}/chat`],
    ["Companion", `${started.companion}/docs`],
    ["OpenAI de prueba", started.openai && `${started.openai}/v1`],
    ["Línea de WhatsApp", started.twilioNumber.replace("whatsapp:", "")],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

function signIns({ agents }: StartFile): string[] {
  if (agents.length === 0) return [];
  return [
    "",
    ...columns([
      ["Quién", "Correo", "Contraseña"],
      ...agents.map(({ name, role, email, password }) => [
        role === "supervisor" ? `${name} (supervisa)` : name,
        email,
        password,
      ]),
    ]),
  ];
}

function whatToDo({ twilio, site }: StartFile): string[] {
  if (!twilio || !site) return [];
  return [
    "Escribe como cliente en los teléfonos y responde como agente en la página, en otra ventana:",
    "cada conversación nueva le toca por turno a Ana o a Luis; Sofía, que supervisa, las ve todas.",
  ];
}

function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]!.length))
  );
  return rows.map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at]!)).join("   ")}`.trimEnd()
  );
}
