import type { ThreadWords } from "./thread_texts.ts";

/** In English. */
export const threadEn: ThreadWords = {
  play: "Play the voice note",
  pause: "Pause the voice note",
  position: "Position in the voice note",
  speed: (n) => `Speed ${n}×, change it`,
  noteTitle: "Internal note",
  noteHint: "Only the team sees it",
  someone: "Somebody",
  template: "Template",
  buttons: "Buttons that the customer sees",
  toTemplate: "Use a template",
  editAgain: "Correct and send",
  writeTo: "Write to them",
  writing: (name) => `${name} is typing…`,
  looking: (name) => `${name} is looking at it too`,
  lookingMany: (n) => `${n} more people are looking at it`,
  event: {
    asignada: (agent) => `Assigned to ${agent}`,
    asignadaBy: (by, agent) => `${by} assigned it to ${agent}`,
    traspasada: (by, to) => `${by} handed it over to ${to}`,
    devuelta: (by, to) => `${by} returned it to ${to}`,
    aceptada: (by) => `${by} accepted the conversation`,
    bot_pausado: (by) => `${by} took it over from the bot`,
    bot_activo: (by) => `${by} gave it back to the bot`,
    cerrada: (by) => `${by} closed the conversation`,
    cerradaAlone: "Closed after a time without activity",
    reabierta: (by) => `${by} reopened it`,
    reabiertaAlone: "Reopened: the customer wrote again",
    pospuesta: (by, until) => `${by} snoozed it until ${until}`,
    retomada: "Back from being snoozed",
    labelsAdded: (by, names) => `${by} added ${names}`,
    labelsRemoved: (by, names) => `${by} removed ${names}`,
    nombre: (by, before, now) =>
      before
        ? `${by} changed the name from “${before}” to “${now}”`
        : `${by} named them “${now}”`,
    system: "The system",
  },
};

/** In Portuguese. */
export const threadPt: ThreadWords = {
  play: "Reproduzir a mensagem de voz",
  pause: "Pausar a mensagem de voz",
  position: "Posição na mensagem de voz",
  speed: (n) => `Velocidade ${String(n).replace(".", ",")}×, mudar`,
  noteTitle: "Nota interna",
  noteHint: "Só a equipe vê",
  someone: "Alguém",
  template: "Modelo",
  buttons: "Botões que o cliente vê",
  toTemplate: "Usar um modelo",
  editAgain: "Corrigir e enviar",
  writeTo: "Escrever",
  writing: (name) => `${name} está digitando…`,
  looking: (name) => `${name} também está vendo`,
  lookingMany: (n) => `Mais ${n} pessoas estão vendo`,
  event: {
    asignada: (agent) => `Atribuída a ${agent}`,
    asignadaBy: (by, agent) => `${by} atribuiu a ${agent}`,
    traspasada: (by, to) => `${by} passou para ${to}`,
    devuelta: (by, to) => `${by} devolveu para ${to}`,
    aceptada: (by) => `${by} aceitou a conversa`,
    bot_pausado: (by) => `${by} assumiu no lugar do bot`,
    bot_activo: (by) => `${by} devolveu ao bot`,
    cerrada: (by) => `${by} encerrou a conversa`,
    cerradaAlone: "Encerrada por falta de atividade",
    reabierta: (by) => `${by} reabriu`,
    reabiertaAlone: "Reaberta: o cliente escreveu de novo",
    pospuesta: (by, until) => `${by} adiou até ${until}`,
    retomada: "Voltou depois de adiada",
    labelsAdded: (by, names) => `${by} pôs ${names}`,
    labelsRemoved: (by, names) => `${by} tirou ${names}`,
    nombre: (by, before, now) =>
      before
        ? `${by} mudou o nome de “${before}” para “${now}”`
        : `${by} deu o nome “${now}”`,
    system: "O sistema",
  },
};
