import type {
  Colleague,
  Decision,
  Label,
  QuickReply,
  SiteFacts,
  Template,
} from "../../wix-site/lib/chat/acts_answers.ts";
import type {
  LineAnswer,
  MentionOfMe,
  TeamSummary,
} from "../../wix-site/lib/chat/list_answers.ts";
import { clinicLines } from "./scripted_lines.ts";

/** Who works at the scripted clinic, and what they share. */
export interface ScriptedTeam {
  agents: Colleague[];
  labels: Label[];
  replies: QuickReply[];
  templates: Template[];
  decisions: Decision[];
  site: SiteFacts;
  summary: TeamSummary;
  lines: LineAnswer[];
  mentions: MentionOfMe[];
}

function agent(
  id: number,
  nombre: string,
  { espera, ...part }: Partial<Colleague> & { espera?: number },
): Colleague {
  return {
    id,
    nombre,
    rol: "agent",
    en_linea: true,
    abiertas: 0,
    sin_leer: 0,
    capacidad: null,
    pausado: false,
    espera_mas_larga: espera ? ago(espera) : null,
    visto: ago(5),
    ...part,
  };
}

function ago(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

/** A small team on an ordinary day. */
export function clinicTeam(): ScriptedTeam {
  return {
    agents: [
      agent(1, "Ana Restrepo", { abiertas: 9, sin_leer: 6, espera: 1.5 }),
      agent(2, "Luis Cárdenas", { abiertas: 5, capacidad: 5, espera: 0.2 }),
      agent(3, "Marcela Ríos", { abiertas: 2, en_linea: false }),
      agent(4, "Pedro Nel", { abiertas: 1, en_linea: false, pausado: true }),
      { id: 9, nombre: "Sofía Duque", rol: "supervisor", en_linea: true },
    ],
    labels: [
      { id: 1, nombre: "Cita", color: "green" },
      { id: 2, nombre: "Urgente", color: "red" },
      { id: 3, nombre: "Empresa", color: "indigo" },
    ],
    replies: [
      {
        id: 1,
        atajo: "hola",
        texto: "Hola, {nombre}. Soy {agente}, ¿en qué te ayudo?",
        de_equipo: false,
      },
      {
        id: 2,
        atajo: "horario",
        texto: "Atendemos de lunes a sábado, de 6:30 a 17:00.",
        de_equipo: true,
      },
    ],
    templates: [
      {
        id: "HX1",
        nombre: "recordatorio_cita",
        idioma: "es",
        cuerpo:
          "Hola, {{1}}. Te recordamos tu cita del {{2}} a las {{3}}. ¿Vendrás?",
        variables: ["1", "2", "3"],
        botones: ["Sí, iré", "Cambiar la cita"],
        categoria: "UTILITY",
        estado: "approved",
        tipo: "twilio/text",
      },
      {
        id: "HX2",
        nombre: "seguimos_en_contacto",
        idioma: "es",
        cuerpo:
          "Seguimos pendientes de tu solicitud. Responde a este mensaje y te atendemos.",
        variables: [],
        botones: [],
        categoria: "UTILITY",
        estado: "approved",
        tipo: "twilio/text",
      },
      {
        id: "HX3",
        nombre: "promocion_rechazada",
        idioma: "es",
        cuerpo: "¡Compra ya!",
        variables: [],
        botones: [],
        categoria: "MARKETING",
        estado: "rejected",
        tipo: "twilio/text",
      },
    ],
    decisions: [
      {
        turno: 14,
        agente: 2,
        motivo: "in_turn",
        elegibles: [1, 2, 3],
        excluidos: [{ agent: 4, why: "paused" }],
        decidido_por: null,
        fecha: new Date(Date.now() - 30 * 3_600_000).toISOString(),
      },
      {
        turno: null,
        agente: 1,
        motivo: "handed_over",
        elegibles: [],
        excluidos: [],
        decidido_por: 2,
        fecha: new Date(Date.now() - 20 * 3_600_000).toISOString(),
      },
    ],
    summary: {
      esperando: 4,
      sin_asignar: 2,
      abiertas: 17,
      espera_mas_larga: {
        key: "573209876543",
        nombre: "Transportes El Cóndor SAS",
        desde: ago(1.5),
      },
    },
    lines: clinicLines(),
    mentions: [],
    site: {
      disponible: true,
      miembro: {
        nombre: "María Fernanda Gómez",
        correo: "maria@example.com",
        desde: "2021-03-09",
      },
      reservas: [
        {
          titulo: "Examen ocupacional de ingreso",
          fecha: new Date(Date.now() + 40 * 3_600_000).toISOString(),
          estado: "CONFIRMED",
        },
      ],
      pedidos: [
        {
          numero: "10023",
          total: "$ 84.000",
          fecha: new Date(Date.now() - 400 * 3_600_000).toISOString(),
          estado: "PAID",
        },
      ],
    },
  };
}
