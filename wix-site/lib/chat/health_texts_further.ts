import type { HealthWords } from "./health_texts.ts";

/** What the zero-loss meter says, in English. */
export const healthEn: HealthWords = {
  ok: (n, written) =>
    n === 1 ? "No losses · 1 received" : `No losses · ${written} received`,
  starting: "Comparing with Twilio…",
  missing: (n, written) =>
    n === 1 ? "1 message is missing" : `${written} messages are missing`,
  missingHint:
    "Twilio got them and they are not here yet. We keep trying to bring them.",
  twilioAway: "Twilio doesn’t answer: we can’t compare",
  failing: (since) =>
    `Twilio hasn’t answered since ${since}. We keep trying; what is missing will come later.`,
  wixBehind: (written) => `Wix is behind · ${written} to store`,
  wixHint:
    "The messages are safe here and can be answered. Wix will catch up by itself.",
  stuck: (n, written) =>
    n === 1 ? "1 matter waits for you" : `${written} matters wait for you`,
  old: "We couldn’t ask how things are",
  oldHint: "What you see is from the last time the service answered.",
  atTwilio: "At Twilio",
  here: "Here",
  inWix: "In Wix",
  lost: "Missing",
  period: (since, until) => `Customers’ messages, from ${since} to ${until}.`,
  noPeriod: "We haven’t compared with Twilio yet.",
  brought: (n, written) =>
    n === 1
      ? "1 message that had been lost was brought back."
      : `${written} messages that had been lost were brought back.`,
  stuckTitle: "What waits for a person",
  somebody: "A conversation",
  lane: {
    send_message: "The answer doesn’t leave",
    publish_change: "Wix doesn’t store it",
    fetch_media: "The file doesn’t come",
    erase_conversation: "The erasure doesn’t end",
    erase_site: "Wix doesn’t erase it",
    erase_thread: "The bot’s talk isn’t erased",
    erase_at_twilio: "Twilio doesn’t erase it",
    trim_site: "Wix doesn’t trim what is old",
  },
  release: "Release",
  releaseOf: (name) => `Release: ${name}`,
  moreStuck: (n, written) => n === 1 ? "And 1 more" : `And ${written} more`,
  unknownLine: (n, written) =>
    n === 1
      ? "1 message of an unknown line"
      : `${written} messages of an unknown line`,
  unknownHint: "Add the line and process them again.",
  replay: "Process again",
  unreadable: (n, written) =>
    n === 1
      ? "1 message that couldn’t be read"
      : `${written} messages that couldn’t be read`,
  unreadableHint: "They are kept just as they came.",
  stoppedLine: "Twilio refuses a line",
  stoppedHint: "Check its credentials: nothing leaves by it.",
  asked: "Done: it is tried again.",
};

/** What the zero-loss meter says, in Portuguese. */
export const healthPt: HealthWords = {
  ok: (n, written) =>
    n === 1 ? "Sem perdas · 1 recebida" : `Sem perdas · ${written} recebidas`,
  starting: "Comparando com a Twilio…",
  missing: (n, written) =>
    n === 1 ? "Falta 1 mensagem" : `Faltam ${written} mensagens`,
  missingHint:
    "A Twilio as recebeu e ainda não estão aqui. Continuamos tentando trazê-las.",
  twilioAway: "A Twilio não responde: não podemos comparar",
  failing: (since) =>
    `A Twilio não responde desde ${since}. Continuamos tentando; o que faltar chegará depois.`,
  wixBehind: (written) => `O Wix está atrasado · ${written} por guardar`,
  wixHint:
    "As mensagens estão a salvo aqui e podem ser respondidas. O Wix vai se pôr em dia sozinho.",
  stuck: (n, written) =>
    n === 1 ? "1 assunto espera você" : `${written} assuntos esperam você`,
  old: "Não foi possível consultar o estado",
  oldHint: "O que você vê é da última vez que o serviço respondeu.",
  atTwilio: "Na Twilio",
  here: "Aqui",
  inWix: "No Wix",
  lost: "Faltam",
  period: (since, until) => `Mensagens de clientes, de ${since} até ${until}.`,
  noPeriod: "Ainda não comparamos com a Twilio.",
  brought: (n, written) =>
    n === 1
      ? "1 mensagem que tinha se perdido foi recuperada."
      : `${written} mensagens que tinham se perdido foram recuperadas.`,
  stuckTitle: "O que espera uma pessoa",
  somebody: "Uma conversa",
  lane: {
    send_message: "A resposta não sai",
    publish_change: "O Wix não guarda",
    fetch_media: "O arquivo não chega",
    erase_conversation: "Não termina de apagar",
    erase_site: "O Wix não apaga",
    erase_thread: "A conversa do robô não é apagada",
    erase_at_twilio: "A Twilio não apaga",
    trim_site: "O Wix não corta o que é antigo",
  },
  release: "Liberar",
  releaseOf: (name) => `Liberar: ${name}`,
  moreStuck: (n, written) => n === 1 ? "E mais 1" : `E mais ${written}`,
  unknownLine: (n, written) =>
    n === 1
      ? "1 mensagem de uma linha desconhecida"
      : `${written} mensagens de uma linha desconhecida`,
  unknownHint: "Adicione a linha e processe de novo.",
  replay: "Reprocessar",
  unreadable: (n, written) =>
    n === 1
      ? "1 mensagem que não pôde ser lida"
      : `${written} mensagens que não puderam ser lidas`,
  unreadableHint: "Estão guardadas como chegaram.",
  stoppedLine: "A Twilio recusa uma linha",
  stoppedHint: "Confira as credenciais: nada sai por ela.",
  asked: "Pronto: tentamos de novo.",
};
