import type { ChatPage } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import type { ScriptedCompanion } from "./scripted_companion.ts";
import { minutesAgo, stuckLane } from "./scripted_health.ts";
import {
  addMessage,
  hoursAgo,
  type ScriptedConversation,
} from "./scripted_inbox.ts";
import { scriptedLine } from "./scripted_lines.ts";

/** How the page gets into a state. */
interface State {
  before?(companion: ScriptedCompanion): void;
  act(chat: ChatPage): Promise<unknown>;
}

/** The designed states of the page, by name. */
export const SCREEN_STATES: Record<string, State> = {
  empty: { act: ({ page }) => page.getByText("Todo al día").waitFor() },
  loading: {
    before: (companion) =>
      companion.fail({ path: "/api/conversaciones", delayMs: 1500 }),
    act: ({ page }) => page.locator(".bone").first().waitFor(),
  },
  "no-results": {
    async act({ page }) {
      await page.getByLabel("Buscar nombre, número o palabras").fill("zzz");
      await page.getByText("Sin resultados").waitFor();
    },
  },
  away: {
    before: (companion) =>
      companion.fail({ path: "/api/session", status: 503 }),
    act: ({ page }) => page.getByText("No pudimos conectar").waitFor(),
  },
  "not-an-agent": {
    before: (companion) =>
      companion.fail({ path: "/api/", status: 403, code: "not_an_agent" }),
    act: ({ page }) => page.getByText("Tu cuenta no tiene acceso").waitFor(),
  },
  offline: {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.locator("message-bubble").last().waitFor();
      await chat.context.setOffline(true);
      await chat.write("Te confirmo en un momento");
      await chat.page.getByText("Saldrá al volver", { exact: false }).last()
        .waitFor();
    },
  },
  troubles: {
    async act(chat) {
      await chat.open("Luz Marina");
      await chat.page.getByText("No sabemos si llegó.").waitFor();
    },
  },
  "window-closed": {
    async act(chat) {
      await chat.open("Patricia Helena");
      await chat.page.getByText("La ventana de 24 horas está").waitFor();
    },
  },
  "handed-over": {
    before: (companion) => {
      const { row, present } = companion.inbox.get("c-maria")!;
      row.traspaso = {
        de_id: 2,
        de: "Luis Cárdenas",
        nota: "Quedó pendiente la factura a nombre de la empresa.",
        desde: hoursAgo(0.2),
      };
      present.push({ agente_id: 9, nombre: "Sofía Duque", escribiendo: true });
    },
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.getByRole("button", { name: "Aceptar" }).waitFor();
    },
  },
  "acts-menu": {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.getByRole("button", { name: "Más acciones" }).click();
      await chat.page.getByRole("menu").waitFor();
    },
  },
  "hand-over": openDialog("Pasar a un colega", "Marcela Ríos"),
  snooze: openDialog("Posponer", "El próximo lunes"),
  labels: openDialog("Etiquetas", "Urgente"),
  why: openDialog("¿Por qué me tocó?", "Era el turno de Luis Cárdenas", {
    exact: false,
  }),
  "give-back": openDialog("Devolver al bot", "Despedida", { exact: false }),
  "quick-replies": openDialog("Respuestas rápidas", "/hola"),
  "note-mode": {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.getByLabel("Escribir una nota interna").click();
      const field = chat.page.getByLabel("Nota interna", { exact: true });
      await field.last().pressSequentially("Ojo con el descuento @So");
      await chat.page.getByRole("option", { name: "Sofía Duque" }).waitFor();
    },
  },
  slash: {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.getByLabel("Respuesta", { exact: true })
        .pressSequentially("/");
      await chat.page.getByRole("option", { name: "/horario" }).waitFor();
    },
  },
  emoji: {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.getByRole("button", { name: "Emojis" }).click();
      await chat.page.getByRole("option", { name: "cara sonriendo" }).first()
        .waitFor();
    },
  },
  templates: {
    async act(chat) {
      await chat.open("Patricia Helena");
      await chat.page.getByRole("button", { name: "Elegir una plantilla" })
        .click();
      await chat.page.getByRole("button", { name: /recordatorio_cita/ })
        .click();
      await chat.page.getByText("Así la verá el cliente").waitFor();
    },
  },
  panel: {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.getByLabel("Datos del contacto").click();
      await chat.page.getByText("Paciente desde 2021").waitFor();
    },
  },
  "meter-open": {
    before: (companion) => {
      companion.role = "supervisor";
      companion.health = { brought: 3 };
    },
    act: openMeter("Sin pérdidas · 1.234 recibidos"),
  },
  "meter-missing": {
    before: (companion) => {
      companion.role = "supervisor";
      companion.health = {
        meter: { state: "missing", here: 1231, in_wix: 1231, missing: 3 },
      };
    },
    act: openMeter("Faltan 3 mensajes"),
  },
  "meter-troubles": {
    before: (companion) => {
      companion.role = "supervisor";
      companion.health = {
        meter: { state: "wix_behind", in_wix: 1190, behind_wix: 44 },
        failingSince: minutesAgo(12),
        unknownLine: 2,
        unreadable: 1,
        stoppedLines: 1,
      };
      companion.stuck = [...companion.inbox.keys()].slice(0, 2).map((id) =>
        stuckLane("publish_change", id)
      );
    },
    act: openMeter("Wix va atrasado · 44 por guardar"),
  },
  "meter-narrow": {
    before: (companion) => {
      companion.role = "supervisor";
      companion.stuck = [...companion.inbox.keys()].slice(0, 1).map((id) =>
        stuckLane("fetch_media", id)
      );
    },
    async act(chat) {
      await chat.page.setViewportSize({ width: 390, height: 844 });
      await openMeter("1 asunto te espera")(chat);
    },
  },
  "filtered-out": {
    async act({ page }) {
      await page.getByRole("button", { name: "Pospuestas" }).click();
      await page.getByText("Nada con este filtro").waitFor();
    },
  },
  filters: {
    before: (companion) => companion.role = "supervisor",
    async act({ page }) {
      await page.getByRole("button", { name: "Filtros" }).click();
      await page.getByRole("radio", { name: "Sede sur" }).waitFor();
    },
  },
  "words-found": {
    async act({ page }) {
      await page.getByLabel("Buscar nombre, número o palabras").fill("cer");
      await page.locator("message-found").first().waitFor();
    },
  },
  "row-menu": {
    async act({ page }) {
      await page.locator("conversation-row").first().click({ button: "right" });
      await page.getByRole("menuitem").first().waitFor();
    },
  },
  commands: {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.keyboard.press("Control+k");
      await chat.page.getByRole("combobox").fill("cer");
      await chat.page.getByRole("option", { name: /Cerrar/ }).waitFor();
    },
  },
  keys: {
    async act({ page }) {
      await page.locator("conversation-row").first().waitFor();
      await page.keyboard.press("?");
      await page.getByText("Buscar y hacer cualquier cosa").waitFor();
    },
  },
  settings: {
    async act({ page }) {
      await page.getByRole("button", { name: "Ajustes" }).click();
      await page.getByText("No te avisamos porque").waitFor();
    },
  },
  lines: {
    before: troubledLines,
    async act(chat) {
      await openLines(chat);
      await chat.page.getByText("Detenida: ").waitFor();
    },
  },
  "lines-narrow": {
    before: troubledLines,
    async act(chat) {
      await chat.page.setViewportSize({ width: 360, height: 740 });
      await openLines(chat);
      await chat.page.getByText("Detenida: ").waitFor();
    },
  },
  "lines-add": {
    before: troubledLines,
    async act(chat) {
      await openLines(chat);
      await chat.page.getByRole("button", { name: "Agregar una línea" })
        .click();
      await chat.page.getByLabel("Proveedor").selectOption("twilio");
      await chat.page.getByLabel("Número de WhatsApp").fill("12");
      await chat.page.getByRole("button", { name: "Agregar", exact: true })
        .click();
      await chat.page.getByText("Escribe el número con").waitFor();
    },
  },
  mentions: {
    before: (companion) =>
      companion.team.mentions.push({
        id: 7,
        conversation_id: "c-1",
        key: "573001234567",
        nombre: "Luz Marina Ortiz",
        por: "Sofía Duque",
        texto: "@Ana Restrepo, ¿la llamas?",
        fecha: hoursAgo(0.2),
        leida: false,
      }),
    async act({ page }) {
      await page.getByRole("button", { name: "1 mención nueva" }).click();
      await page.getByRole("button", { name: /la llamas/ }).waitFor();
    },
  },
  team: {
    before: (companion) => companion.role = "supervisor",
    async act({ page }) {
      await page.getByRole("button", { name: "Equipo" }).click();
      await page.getByRole("button", { name: "Pausar a Ana Restrepo" }).click();
      await page.getByText("Repartirlo entre los demás").waitFor();
    },
  },
  "team-narrow": {
    before: (companion) => companion.role = "supervisor",
    async act({ page }) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.getByRole("button", { name: "Equipo" }).click();
      await page.locator("team-member").first().waitFor();
    },
  },
  "zoom-200": {
    async act(chat) {
      await chat.page.setViewportSize({ width: 640, height: 400 });
      await chat.open("María Fernanda");
      await chat.page.locator("message-bubble").last().waitFor();
    },
  },
};

/** Opens a dialog from the menu of a conversation. */
function openDialog(
  choice: string,
  shows: string,
  { exact = true } = {},
): State {
  return {
    async act(chat) {
      await chat.open("María Fernanda");
      await chat.page.getByRole("button", { name: "Más acciones" }).click();
      await chat.page.getByRole("menuitem", { name: choice }).click();
      await chat.page.getByRole("dialog").getByText(shows, { exact }).first()
        .waitFor();
    },
  };
}

/** Opens the dialog of the lines from the settings. */
export async function openLines({ page }: ChatPage): Promise<void> {
  await page.getByRole("button", { name: "Ajustes" }).click();
  await page.getByRole("button", { name: "Líneas de WhatsApp" }).click();
  await page.getByRole("table").waitFor();
}

function troubledLines(companion: ScriptedCompanion): void {
  companion.role = "supervisor";
  companion.team.lines.push(
    scriptedLine(3, "+525512345678", {
      nombre: "Sede Ciudad de México",
      configured: false,
      credenciales: "faltan",
    }),
    scriptedLine(4, "+593987654321", {
      estado: "detenida",
      motivo: "Twilio no acepta las credenciales (20003)",
    }),
  );
}

function openMeter(line: string) {
  return async ({ page }: ChatPage) => {
    const meter = page.getByRole("button", { name: line });
    await meter.click();
    await page.locator("health-meter .more").waitFor();
  };
}

/** An ordinary day, with one conversation where several things went wrong. */
export function troubledDay(): ScriptedConversation[] {
  const conversations = clinicDay();
  const luz = conversations.find(({ row }) =>
    row.nombre === "Luz Marina Ortiz"
  )!;
  const out = { direction: "outbound", date_sent: hoursAgo(0.6) } as const;
  addMessage(luz, { kind: "unsupported", date_sent: hoursAgo(0.65) });
  addMessage(luz, {
    kind: "document",
    date_sent: hoursAgo(0.64),
    media: [{
      url: null,
      content_type: "application/pdf",
      size: null,
      name: "examen.pdf",
      state: "gone",
    }],
  });
  addMessage(luz, {
    ...out,
    body: "La espero",
    status: "failed",
    error_code: 63024,
  });
  addMessage(luz, {
    ...out,
    body: "¿Puede hoy?",
    status: "failed",
    error_code: 20503,
  });
  addMessage(luz, { ...out, body: "Le marco luego", status: "unknown" });
  return conversations;
}
