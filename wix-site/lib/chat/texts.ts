import { healthEs } from "./health_texts.ts";

/** Every sentence that a person reads, in one language. */
const es = {
  language: "es",
  product: "Relevo",
  today: "Hoy",
  yesterday: "Ayer",
  you: "Tú",
  customer: "Cliente",
  bot: "Bot",
  system: "Sistema",
  retry: "Reintentar",
  close: "Cerrar",
  back: "Volver a la lista",
  list: {
    title: "Conversaciones",
    search: "Buscar por nombre o número",
    clear: "Borrar la búsqueda",
    refresh: "Actualizar",
    leave: "Salir",
    unread: (n: number) => n === 1 ? "1 sin leer" : `${n} sin leer`,
    windowSoon: (left: string) => `La ventana se cierra en ${left}`,
    windowClosed: "Ventana cerrada",
    waiting: "Sin asignar",
    closed: "Cerrada",
    withAgent: (name: string) => `La tiene ${name}`,
    more: "Cargando más conversaciones",
    loading: "Cargando conversaciones",
    emptyTitle: "Todo al día",
    empty:
      "Cuando un cliente escriba a la línea y te toque el turno, su conversación aparecerá aquí.",
    nothingTitle: "Sin resultados",
    nothing: (q: string) =>
      `Nadie coincide con «${q}». Prueba con otra parte del nombre o del número.`,
    failedTitle: "No se pudo cargar la lista",
    moreFailed: "No se pudieron cargar más.",
    searching: "Buscando…",
    noName: "Sin nombre",
    hiddenNumber: "Número oculto",
    draft: "Borrador:",
    lost: "Esta conversación pasó a otra persona",
  },
  thread: {
    conversation: "Conversación",
    messages: "Mensajes",
    older: "Cargando mensajes anteriores",
    olderFailed: "No se pudieron cargar los mensajes anteriores.",
    beginning: "Aquí empieza la conversación",
    newMessages: (n: number) =>
      n === 1 ? "1 mensaje nuevo" : `${n} mensajes nuevos`,
    toNewest: "Ir a lo más reciente",
    loading: "Cargando la conversación",
    noneTitle: "Elige una conversación",
    none: "Los mensajes se verán aquí, y podrás responder con Enter.",
    emptyTitle: "Aún no hay mensajes",
    empty: "Lo que el cliente escriba aparecerá aquí.",
    failedTitle: "No se pudo abrir la conversación",
    lostTitle: "Esta conversación pasó a otra persona",
    lost:
      "Ya no puedes leerla ni responder. La siguiente te llegará en tu turno.",
    toList: "Ver mis conversaciones",
    info: "Datos del contacto",
    announce: (name: string, text: string) =>
      `Mensaje nuevo de ${name}: ${text}`,
    windowLeft: (left: string) => `Quedan ${left} para responder`,
  },
  message: {
    forwarded: "Reenviado",
    late: (when: string) => `Escrito ${when}, llegó tarde`,
    unsupported: "Mensaje no compatible",
    unsupportedHint: "Pídele al cliente que lo envíe de otra forma.",
    picture: "Foto",
    sticker: "Sticker",
    video: "Video",
    audio: "Audio",
    document: "Documento",
    contact: "Contacto",
    location: "Ubicación",
    button: "Respuesta con botón",
    openPicture: "Ver la foto en grande",
    openMap: "Abrir en el mapa",
    download: (name: string) => `Descargar ${name}`,
    downloadPlain: "Descargar",
    mediaWaiting: "Descargando…",
    mediaGone: "El archivo ya no está disponible",
    mediaFailed: "No se pudo mostrar",
    quotedMissing: "Mensaje citado",
    quotedJump: "Ir al mensaje citado",
    referral: "Llegó desde un anuncio",
    referralOpen: "Ver el anuncio",
    file: "Archivo",
  },
  status: {
    waiting: "Enviando",
    offline: "Saldrá al volver la conexión",
    trying: "Seguimos intentándolo.",
    uploading: (percent: number) => `Subiendo ${percent} %`,
    sent: "Enviado",
    delivered: "Entregado",
    read: "Leído",
    failed: "No se envió",
    undelivered: "No se entregó",
    unknown: "No sabemos si llegó",
    unknownHint:
      "Se lo entregamos a WhatsApp y no respondió. Si lo envías otra vez, podría llegarle dos veces.",
    sendAgain: "Enviar otra vez",
    leaveIt: "Dejarlo así",
    discard: "Descartar",
  },
  failure: {
    window:
      "Pasaron más de 24 horas desde el último mensaje del cliente. WhatsApp no admite respuestas libres hasta que vuelva a escribir.",
    notOnWhatsApp: "Ese número no tiene WhatsApp o no puede recibir mensajes.",
    optedOut: "El cliente pidió no recibir más mensajes.",
    tooLong: "El texto es demasiado largo para WhatsApp. Divídelo en dos.",
    file: "WhatsApp no aceptó el archivo. Revisa el tipo y el tamaño.",
    content: "WhatsApp rechazó el contenido del mensaje.",
    busy:
      "WhatsApp está recibiendo demasiados mensajes. Inténtalo en unos minutos.",
    limit: "La línea llegó a su límite de mensajes por hoy. Inténtalo mañana.",
    line:
      "La línea de WhatsApp tiene un problema de configuración. Avísale a tu supervisor.",
    whatsApp: "WhatsApp tuvo un problema. Puedes intentarlo otra vez.",
    blocked:
      "WhatsApp no pudo entregárselo: puede que el cliente haya bloqueado la línea.",
    other: (code: number) => `WhatsApp no lo entregó (código ${code}).`,
    plain: "WhatsApp no lo entregó.",
  },
  composer: {
    label: "Respuesta",
    placeholder: "Escribe un mensaje",
    send: "Enviar",
    attach: "Adjuntar archivos",
    attachHint: "Fotos hasta 5 MB; video, audio y documentos hasta 16 MB",
    remove: (name: string) => `Quitar ${name}`,
    left: (n: number) => `Quedan ${n} caracteres`,
    over: (n: number) => `Sobran ${n} caracteres`,
    closedTitle: "La ventana de 24 horas está cerrada",
    closed:
      "WhatsApp solo admite respuestas libres dentro de las 24 horas siguientes al último mensaje del cliente. Podrás responder cuando vuelva a escribir.",
    neverWrote:
      "El cliente todavía no ha escrito. Podrás responder cuando lo haga.",
    drop: "Suelta los archivos para adjuntarlos",
    tooBigPicture: (name: string) =>
      `«${name}» pesa más de 5 MB, el límite para fotos.`,
    tooBig: (name: string) =>
      `«${name}» pesa más de 16 MB, el límite de WhatsApp.`,
    empty: (name: string) => `«${name}» está vacío.`,
    wrongType: (name: string) =>
      `WhatsApp no admite el tipo de archivo de «${name}».`,
    tooMany: (n: number) => `Puedes adjuntar hasta ${n} archivos a la vez.`,
    attached: "Archivos por enviar",
  },
  contact: {
    title: "Contacto",
    number: "Número",
    line: "Línea",
    agent: "Quién la atiende",
    nobody: "Nadie todavía",
    state: "Estado",
    stateOpen: "Abierta",
    stateWaiting: "Esperando turno",
    stateClosed: "Cerrada",
    window: "Ventana de 24 horas",
    windowLeft: (left: string) => `Se cierra en ${left}`,
    windowClosed: "Cerrada",
    bot: "Bot",
    botStopped: "En pausa: responde una persona",
    botActive: "Activo",
    firstSeen: "Primer contacto",
    messages: "Mensajes",
    notes: "Observaciones",
    noNotes: "Sin observaciones.",
    media: "Fotos y archivos",
    noMedia: "Nada en los mensajes cargados.",
  },
  connection: {
    connecting: "Conectando…",
    polling: "Actualizando cada 30 s",
    pollingHint: "Se perdió el aviso al instante; lo estamos recuperando.",
    offline: "Sin conexión",
    offlineHint: "Puedes seguir escribiendo: saldrá al volver la conexión.",
    live: "Al día",
  },
  health: healthEs,
  access: {
    signingIn: "Entrando…",
    signingInHint: "Comprobando tu cuenta.",
    awayTitle: "No pudimos conectar",
    away:
      "El servicio no responde. Seguimos intentándolo; no tienes que hacer nada.",
    offlineTitle: "No tienes conexión",
    offline: "En cuanto vuelva, tus conversaciones aparecerán aquí.",
    notAgentTitle: "Tu cuenta no tiene acceso a las conversaciones",
    notAgent:
      "Pídele a quien administra el equipo que te agregue como agente, o entra con otra cuenta.",
    pausedTitle: "Tu acceso está en pausa",
    paused:
      "Tus conversaciones siguen siendo tuyas. Cuando te reactiven, podrás continuar donde ibas.",
    endedTitle: "Tu sesión terminó",
    ended: "Entra otra vez para seguir. Lo que dejaste escrito no se perdió.",
    enter: "Volver a entrar",
    leftTitle: "Saliste de Relevo",
    left:
      "Ya puedes cerrar esta página. En este equipo no quedó nada guardado.",
    otherAccount: "Salir y usar otra cuenta",
    tryNow: "Intentar ahora",
    role: { agent: "Agente", supervisor: "Supervisión" },
  },
  error: {
    network: "No hay conexión con el servicio.",
    timeout: "El servicio tardó demasiado en responder.",
    unavailable: "El servicio no está disponible en este momento.",
    not_signed_in: "Tu sesión terminó.",
    not_an_agent: "Tu cuenta no tiene acceso a las conversaciones.",
    not_assigned: "Esta conversación pasó a otra persona.",
    not_found: "Esta conversación ya no está.",
    conflict:
      "Alguien hizo un cambio al mismo tiempo. Actualiza e inténtalo otra vez.",
    invalid: "El servicio no aceptó ese dato.",
    window_closed: "La ventana de 24 horas está cerrada.",
    too_many: "Demasiadas peticiones seguidas. Espera un momento.",
    too_large: "El archivo es demasiado grande.",
    unsupported_type: "WhatsApp no admite ese tipo de archivo.",
    internal: "Algo falló de nuestro lado.",
  },
  left: (hours: number, minutes: number) =>
    hours > 0
      ? minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`
      : `${minutes} min`,
};

/** The shape that every language fills. */
export type Texts = typeof es;

const LANGUAGES: Readonly<Record<string, Texts>> = { es };

let chosen: Texts = es;

/** The sentences in the chosen language. */
export function texts(): Texts {
  return chosen;
}

/** Chooses by a locale such as `es-CO`; Spanish where the language isn't there yet. */
export function chooseLanguage(locale: string | null): void {
  const language = locale?.toLowerCase().split(/[-_]/)[0] ?? "es";
  chosen = LANGUAGES[language] ?? es;
}
