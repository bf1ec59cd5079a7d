import type { ThreadEvent } from "../../wix-site/lib/chat/acts_answers.ts";
import { happen } from "./scripted_acts.ts";
import {
  addMessage,
  conversation,
  hoursAgo,
  medium,
  type ScriptedConversation,
} from "./scripted_inbox.ts";

/** A clinic's inbox on an ordinary day, with one of everything that WhatsApp brings. */
export function clinicDay(): ScriptedConversation[] {
  return [
    maria(),
    ...PEOPLE.map(([nombre, numero, body, hours, unread, extra], at) => {
      const one = conversation({ id: `c-${at}`, nombre, numero, ...extra });
      addMessage(one, {
        body: "Hola, buenas tardes",
        date_sent: hoursAgo(hours + 1),
      });
      addMessage(one, {
        body,
        date_sent: hoursAgo(hours),
        ...at % 3 === 1 && {
          direction: "outbound",
          author: "agent",
          author_name: "Ana Restrepo",
          status: at % 2 ? "read" : "delivered",
        },
      });
      one.row.unread = unread;
      return one;
    }),
  ];
}

function maria(): ScriptedConversation {
  const one = conversation({
    id: "c-maria",
    nombre: "María Fernanda Gómez",
    numero: "573104458812",
    agente_id: 1,
    etiquetas: [1, 3],
    observaciones: "Prefiere citas en la mañana.\nPaciente desde 2021.",
  });
  const add = (part: Parameters<typeof addMessage>[1], hours: number) =>
    addMessage(one, { ...part, date_sent: hoursAgo(hours) });
  const out = {
    direction: "outbound",
    author: "agent",
    author_name: "Ana Restrepo",
    status: "read",
  } as const;
  const bot = { ...out, author: "bot", author_name: null } as const;
  add({
    body: "Hola, vi su publicidad. ¿Hacen exámenes ocupacionales?",
    details: {
      referral: {
        headline: "Exámenes ocupacionales en un día",
        body: "Agenda por WhatsApp",
        source_url: "https://example.com/anuncio",
        source_id: "120210",
      },
    },
  }, 28);
  add({
    ...bot,
    body:
      "¡Hola, María Fernanda! Soy el *asistente* de la clínica. Sí, los hacemos de _lunes a sábado_. ¿Quieres agendar?",
  }, 27.99);
  add({
    kind: "button",
    body: "Quiero agendar",
    details: { button: { text: "Quiero agendar", payload: "agendar" } },
  }, 27.9);
  add({
    ...out,
    body: "Hola, María Fernanda. Soy Ana y te ayudo con la cita 🙂",
  }, 27.5);
  const question = add({
    body: "¿Qué documentos debo llevar? Somos 4 personas de la empresa",
  }, 3.2);
  add({
    ...out,
    body:
      "La cédula y la orden de la empresa. Todo está en https://example.com/requisitos.",
    details: { quoted: { provider_id: "SM1", message_id: question.id } },
  }, 3.1);
  add({
    ...out,
    kind: "document",
    media: [medium("Requisitos exámenes 2026.pdf", "application/pdf", 348_160)],
  }, 3.09);
  add({
    kind: "image",
    body: "Esta es la orden",
    media: [medium("orden.jpg", "image/jpeg", 812_000)],
  }, 2.4);
  add(
    { kind: "audio", media: [medium("nota.ogg", "audio/ogg", 42_000)] },
    2.39,
  );
  add({
    kind: "location",
    details: {
      location: {
        latitude: 4.676,
        longitude: -74.048,
        label: "Oficina Chicó",
        address: "Calle 93 # 13-24, Bogotá",
      },
    },
  }, 1.2);
  add({
    ...out,
    body:
      "Perfecto, queda muy cerca de la sede norte. ¿Les sirve el jueves a las 7:30?",
  }, 1.1);
  add({
    ...out,
    body: "Les confirmo el cupo apenas me respondan",
    status: "delivered",
  }, 1.09);
  add(
    { body: "Sí, el jueves está perfecto", details: { forwarded: false } },
    0.4,
  );
  add({ body: "👍" }, 0.39);
  add({
    ...out,
    body: "Listo, quedaron agendados los cuatro. Les llegará un recordatorio.",
    status: "sent",
  }, 0.1);
  const event = (part: Partial<ThreadEvent>, hours: number) =>
    happen(one, part.tipo!, { ...part, fecha: hoursAgo(hours) });
  event({
    tipo: "asignada",
    por: null,
    datos: { agente: "Luis Cárdenas", motivo: "in_turn" },
  }, 27.999);
  event({
    tipo: "traspasada",
    por: "Luis Cárdenas",
    texto: "Son cuatro personas, quieren factura a la empresa.",
    datos: { de: "Luis Cárdenas", a: "Ana Restrepo" },
  }, 27.7);
  event({ tipo: "bot_pausado" }, 27.6);
  event({
    tipo: "nota",
    texto:
      "La orden dice *ingreso*, no periódico. @Sofía Duque, ¿hacemos el descuento de empresa?",
    datos: { menciones: [9] },
  }, 1.15);
  event({ tipo: "etiquetas", datos: { mas: ["Empresa"], menos: [] } }, 1.14);
  return one;
}

type Person = [
  nombre: string,
  numero: string | null,
  body: string,
  hoursAgo: number,
  unread: number,
  extra?: Partial<ScriptedConversation["row"]>,
];

const PEOPLE: Person[] = [
  [
    "Juan Carlos Pérez",
    "573153369600",
    "¿Me pueden enviar los resultados, por favor?",
    0.05,
    2,
    { esperando_desde: hoursAgo(0.4), etiquetas: [1] },
  ],
  [
    "Luz Marina Ortiz",
    "573001234567",
    "Claro que sí, la espero a las 10",
    0.7,
    0,
  ],
  [
    "Transportes El Cóndor SAS",
    "573209876543",
    "Necesitamos 12 certificados para mañana",
    1.5,
    1,
    { esperando_desde: hoursAgo(1.5), etiquetas: [2, 3] },
  ],
  ["أحمد منصور", "573112223344", "مرحبا، هل يمكنني حجز موعد؟", 2.8, 0, {
    traspaso: {
      de_id: 2,
      de: "Luis Cárdenas",
      nota: "Escribe en árabe; responde en inglés.",
      desde: hoursAgo(0.5),
    },
  }],
  [
    "Andrés Felipe Quintero Castañeda de la Espriella",
    "573187654321",
    "Su certificado ya está listo",
    5,
    0,
  ],
  ["", "5215512345678", "Buenas, ¿atienden los domingos?", 21, 3],
  ["Camila R.", null, "gracias!!", 22.5, 0],
  [
    "Óscar Iván Duque",
    "573134445566",
    "Quedo pendiente de su respuesta",
    26,
    0,
  ],
  [
    "Patricia Helena",
    "5491123456789",
    "Te dejo la dirección de la sede norte",
    30,
    0,
  ],
  ["Seguros Andinos", "573165558899", "Factura recibida", 75, 0],
  ["Diana Milena", "593987654321", "Hasta luego 😊", 120, 0],
  [
    "Jorge <script>alert(1)</script>",
    "51987654321",
    "<img src=x onerror=alert(1)> hola",
    170,
    0,
  ],
];
