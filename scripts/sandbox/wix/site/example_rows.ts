const NAMES = [
  "Carolina Restrepo",
  "Andrés Quintero",
  "Valentina Ríos",
  "Mateo Giraldo",
  "Luz Marina Ortiz",
];
const TALK = [
  ["usuario", "Hola, buenas tardes. ¿Tienen cita para esta semana?"],
  ["bot", "¡Hola! Claro que sí. ¿Qué día te queda mejor?"],
  ["usuario", "El jueves por la mañana, si se puede"],
  ["sistema", "Te agendamos el jueves a las 9:30. ¡Te esperamos!"],
] as const;
const LONGEST = 600;

/** Rows as sites had them before: the whole conversation in one array, some of them long. */
export function exampleRows(now: Date): object[] {
  return NAMES.map((nombre, place) => {
    const count = place === 0 ? LONGEST : TALK.length * (place + 1);
    const mensajes = Array.from({ length: count }, (_, at) => {
      const [from, mensaje] = TALK[at % TALK.length]!;
      const sentAt = new Date(now.getTime() - (count - at) * 7 * 60_000);
      return { from, mensaje, timestamp: sentAt.toISOString() };
    });
    return {
      userId: `57300555010${place}`,
      nombre,
      mensajes,
      stopBot: place % 2 === 1,
      observaciones: "",
      threadId: "",
      ultimoMensajeBot: TALK[1][1],
    };
  });
}
