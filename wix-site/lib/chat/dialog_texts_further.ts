import type { DialogWords } from "./dialog_texts.ts";

/** The dialogs in English. */
export const dialogsEn: DialogWords = {
  handOver: {
    title: "Hand the conversation over",
    choose: "To whom",
    online: "Online",
    away: "Offline",
    paused: "Paused",
    open: (n) => `${n} open`,
    note: "Note for whoever gets it",
    noteHint:
      "What is missing, what you promised… The customer doesn’t see it.",
    act: "Hand over",
    nobody: "There are no colleagues to hand it to.",
  },
  snooze: {
    title: "Snooze until",
    hint:
      "It comes back to your list by itself, or sooner if the customer writes.",
    hour: "In 1 hour",
    afternoon: "This afternoon",
    tomorrow: "Tomorrow",
    monday: "Next Monday",
    own: "Another time",
    act: "Snooze",
    past: "Choose a moment that hasn’t passed.",
  },
  labels: {
    title: "Labels",
    none: "There are no labels yet. A supervisor creates them.",
    most: (n) => `You can set up to ${n}.`,
  },
  farewell: {
    title: "Give back to the bot",
    hint: "The bot answers again. You may say goodbye first.",
    farewell: "Farewell",
    file: "Attach a document",
    act: "Give back to the bot",
    windowClosed: "The 24-hour window is closed: no farewell can be sent.",
  },
  why: {
    title: "Why each person got it",
    inTurn: (name) =>
      `It was ${name}’s turn: of those who could take it, their last new one was longest ago.`,
    waited: (name) =>
      `It waited while nobody could take it; ${name} got it as soon as possible.`,
    nobody: "Nobody could take it at that moment. It was left waiting.",
    handedOver: (by, name) => `${by} handed it over to ${name}.`,
    returned: (by, name) => `${by} returned it to ${name}.`,
    started: (name) => `${name} started the conversation.`,
    sharedOut: (name) =>
      `Whoever had it was paused and theirs were shared out: ${name} got it.`,
    other: (name) => `${name} got it.`,
    eligible: (names) => `Could take it: ${names}.`,
    excluded: (names) => `Could not: ${names}.`,
    paused: "paused",
    full: "at capacity",
    nothing: "There is no decision about this conversation yet.",
  },
  start: {
    title: "New conversation",
    number: "WhatsApp number",
    numberHint: "With or without the country code",
    reads: (pretty, country) => country ? `${pretty} · ${country}` : pretty,
    wrong: "That number is incomplete.",
    name: "Name",
    line: "Line",
    act: "Open conversation",
    hint:
      "If the customer hasn’t written in the last 24 hours, begin with a template.",
  },
  replies: {
    title: "Quick replies",
    hint: "Type / in an answer to use them.",
    shortcut: "Shortcut",
    shortcutHint: "Lower case, digits and hyphens",
    text: "Text",
    gaps: "Filled in by themselves: {nombre}, {agente}, {numero}",
    team: "For the whole team",
    own: "Mine",
    teams: "The team’s",
    add: "Add",
    edit: (shortcut) => `Edit /${shortcut}`,
    drop: (shortcut) => `Delete /${shortcut}`,
    none: "You have none yet.",
  },
  erase: {
    title: "Erase the customer",
    hint:
      "Their messages, files and data are erased, here and in Wix, for good. It can’t be undone.",
    confirm: (what) => `Type ${what} to confirm`,
    act: "Erase for good",
  },
};

/** The dialogs in Portuguese. */
export const dialogsPt: DialogWords = {
  handOver: {
    title: "Passar a conversa",
    choose: "Para quem",
    online: "On-line",
    away: "Off-line",
    paused: "Em pausa",
    open: (n) => n === 1 ? "1 aberta" : `${n} abertas`,
    note: "Nota para quem recebe",
    noteHint: "O que falta, o que você prometeu… O cliente não vê.",
    act: "Passar",
    nobody: "Não há colegas para quem passar.",
  },
  snooze: {
    title: "Adiar até",
    hint: "Volta sozinha para a sua lista, ou antes se o cliente escrever.",
    hour: "Daqui a 1 hora",
    afternoon: "Hoje à tarde",
    tomorrow: "Amanhã",
    monday: "Na próxima segunda-feira",
    own: "Outro momento",
    act: "Adiar",
    past: "Escolha um momento que não tenha passado.",
  },
  labels: {
    title: "Etiquetas",
    none: "Ainda não há etiquetas. Quem supervisiona as cria.",
    most: (n) => `Você pode pôr até ${n}.`,
  },
  farewell: {
    title: "Devolver ao bot",
    hint: "O bot volta a responder. Você pode se despedir antes.",
    farewell: "Despedida",
    file: "Anexar um documento",
    act: "Devolver ao bot",
    windowClosed:
      "A janela de 24 horas está fechada: não dá para enviar uma despedida.",
  },
  why: {
    title: "Por que foi para cada pessoa",
    inTurn: (name) =>
      `Era a vez de ${name}: de quem podia receber, fazia mais tempo que não chegava uma nova.`,
    waited: (name) =>
      `Esperava sem que ninguém pudesse receber; chegou a ${name} assim que foi possível.`,
    nobody: "Ninguém podia receber naquele momento. Ficou esperando.",
    handedOver: (by, name) => `${by} passou para ${name}.`,
    returned: (by, name) => `${by} devolveu para ${name}.`,
    started: (name) => `${name} começou a conversa.`,
    sharedOut: (name) =>
      `Quem a tinha ficou em pausa e suas conversas foram repartidas: chegou a ${name}.`,
    other: (name) => `Chegou a ${name}.`,
    eligible: (names) => `Podiam receber: ${names}.`,
    excluded: (names) => `Não podiam: ${names}.`,
    paused: "em pausa",
    full: "com a capacidade cheia",
    nothing: "Ainda não há nenhuma decisão sobre esta conversa.",
  },
  start: {
    title: "Nova conversa",
    number: "Número do WhatsApp",
    numberHint: "Com ou sem o código do país",
    reads: (pretty, country) => country ? `${pretty} · ${country}` : pretty,
    wrong: "Esse número está incompleto.",
    name: "Nome",
    line: "Linha",
    act: "Abrir conversa",
    hint:
      "Se o cliente não escreveu nas últimas 24 horas, comece com um modelo.",
  },
  replies: {
    title: "Respostas rápidas",
    hint: "Digite / numa resposta para usá-las.",
    shortcut: "Atalho",
    shortcutHint: "Minúsculas, números e hifens",
    text: "Texto",
    gaps: "Preenchem-se sozinhos: {nombre}, {agente}, {numero}",
    team: "De toda a equipe",
    own: "Minhas",
    teams: "Da equipe",
    add: "Adicionar",
    edit: (shortcut) => `Editar /${shortcut}`,
    drop: (shortcut) => `Apagar /${shortcut}`,
    none: "Você ainda não tem nenhuma.",
  },
  erase: {
    title: "Apagar o cliente",
    hint:
      "Apagam-se as mensagens, os arquivos e os dados, aqui e no Wix, para sempre. Não dá para desfazer.",
    confirm: (what) => `Digite ${what} para confirmar`,
    act: "Apagar para sempre",
  },
};
