/** What the zero-loss meter says, in Spanish. */
export const healthEs = {
  ok: (n: number, written: string) =>
    n === 1
      ? "Sin pérdidas · 1 recibido"
      : `Sin pérdidas · ${written} recibidos`,
  starting: "Comparando con Twilio…",
  missing: (n: number, written: string) =>
    n === 1 ? "Falta 1 mensaje" : `Faltan ${written} mensajes`,
  missingHint:
    "Twilio los recibió y todavía no están aquí. Seguimos intentando traerlos.",
  twilioAway: "Twilio no responde: no podemos comparar",
  failing: (since: string) =>
    `Twilio no responde desde ${since}. Seguimos intentándolo; lo que falte llegará después.`,
  wixBehind: (written: string) => `Wix va atrasado · ${written} por guardar`,
  wixHint:
    "Los mensajes están a salvo aquí y se pueden responder. Wix se pondrá al día solo.",
  stuck: (n: number, written: string) =>
    n === 1 ? "1 asunto te espera" : `${written} asuntos te esperan`,
  old: "No pudimos consultar el estado",
  oldHint: "Lo que ves es de la última vez que respondió el servicio.",
  atTwilio: "En Twilio",
  here: "Aquí",
  inWix: "En Wix",
  lost: "Faltan",
  period: (since: string, until: string) =>
    `Mensajes de clientes, desde ${since} hasta ${until}.`,
  noPeriod: "Todavía no hemos comparado con Twilio.",
  brought: (n: number, written: string) =>
    n === 1
      ? "1 mensaje que se había perdido fue recuperado."
      : `${written} mensajes que se habían perdido fueron recuperados.`,
  stuckTitle: "Lo que espera a una persona",
  somebody: "Una conversación",
  lane: {
    send_message: "No sale la respuesta",
    publish_change: "Wix no la guarda",
    fetch_media: "No llega el archivo",
    erase_conversation: "No termina de borrarse",
    erase_site: "Wix no la borra",
    erase_thread: "No se borra la charla del bot",
    erase_at_twilio: "Twilio no la borra",
    trim_site: "Wix no recorta lo antiguo",
  },
  release: "Liberar",
  releaseOf: (name: string) => `Liberar: ${name}`,
  moreStuck: (n: number, written: string) =>
    n === 1 ? "Y 1 más" : `Y ${written} más`,
  unknownLine: (n: number, written: string) =>
    n === 1
      ? "1 mensaje de una línea desconocida"
      : `${written} mensajes de una línea desconocida`,
  unknownHint: "Agrega la línea y vuelve a procesarlos.",
  replay: "Reprocesar",
  unreadable: (n: number, written: string) =>
    n === 1
      ? "1 mensaje que no se pudo leer"
      : `${written} mensajes que no se pudieron leer`,
  unreadableHint: "Están guardados tal como llegaron.",
  stoppedLine: "Twilio rechaza una línea",
  stoppedHint: "Revisa sus credenciales: nada sale por ella.",
  asked: "Listo: se intenta otra vez.",
};

export type HealthWords = typeof healthEs;
