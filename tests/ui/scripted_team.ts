import type {
  Colleague,
  Decision,
  Label,
  QuickReply,
  SiteFacts,
  Template,
} from "../../wix-site/lib/chat/acts_answers.ts";

/** Who works at the scripted clinic, and what they share. */
export interface ScriptedTeam {
  agents: Colleague[];
  labels: Label[];
  replies: QuickReply[];
  templates: Template[];
  decisions: Decision[];
  site: SiteFacts;
}

/** A small team on an ordinary day. */
export function clinicTeam(): ScriptedTeam {
  return {
    agents: [
      { id: 1, nombre: "Ana Restrepo", rol: "agent", en_linea: true },
      { id: 2, nombre: "Luis Cárdenas", rol: "agent", en_linea: true },
      { id: 3, nombre: "Marcela Ríos", rol: "agent", en_linea: false },
      { id: 4, nombre: "Pedro Nel", rol: "agent", pausado: true },
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
    site: {
      disponible: true,
      miembro: { nombre: "María Fernanda Gómez", correo: "maria@example.com" },
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
