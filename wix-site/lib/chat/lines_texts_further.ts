import type { LinesWords } from "./lines_texts.ts";

/** The lines in English. */
export const linesEn: LinesWords = {
  title: "WhatsApp lines",
  none: "There are no lines yet.",
  columns: { line: "Line", provider: "Provider", state: "State" },
  states: {
    configured: "Configured",
    automatic: "Configured automatically",
    missing: "Credentials missing",
    unreadable: "Unreadable credentials",
    stopped: (why) => why ? `Stopped: ${why}` : "Stopped",
  },
  hints: {
    configured: "Its credentials are kept, sealed.",
    automatic: "Its credentials come from the service’s configuration.",
    missing: "Without them it neither receives nor sends.",
    unreadable: "They can’t be opened any more. Put them in again.",
    stopped: "Nothing leaves by it. Check its credentials.",
  },
  add: "Add a line",
  replace: (line) => `Replace the credentials of ${line}`,
  provider: "Provider",
  choose: "Choose a provider",
  coming: (provider) => `${provider} (coming soon)`,
  number: "WhatsApp number",
  numberHint: "With the country’s code, such as +57 300 111 2233",
  name: "Name",
  account: "Account SID",
  token: "Auth Token",
  tokenHint: "Empty if the account is the service’s own.",
  service: "Messaging Service SID",
  sealed:
    "The token is kept sealed and never shown again: a lost one is replaced.",
  webhooks: "At Twilio set these addresses, both with POST:",
  messages: "Incoming messages",
  statuses: "Delivery status",
  addAct: "Add",
  replaceAct: "Replace credentials",
  added: (line) => `You added ${line}.`,
  replaced: (line) => `You replaced the credentials of ${line}.`,
  wrong: {
    numero: "Write the number with its country’s code, 7 to 15 digits.",
    nombre: "Write a name of 1 to 100 characters.",
    account_sid: "It is AC and 32 digits or letters from a to f.",
    auth_token: "It is 8 to 200 characters, without spaces.",
    messaging_service_sid: "It is MG and 32 digits or letters from a to f.",
  },
  refused: {
    line_exists: "That number is a line already.",
    set_elsewhere:
      "The credentials of this line are in the service’s configuration, and are changed only there.",
  },
};

/** The lines in Portuguese. */
export const linesPt: LinesWords = {
  title: "Linhas do WhatsApp",
  none: "Ainda não há linhas.",
  columns: { line: "Linha", provider: "Provedor", state: "Estado" },
  states: {
    configured: "Configurada",
    automatic: "Configurada automaticamente",
    missing: "Faltam credenciais",
    unreadable: "Credenciais ilegíveis",
    stopped: (why) => why ? `Parada: ${why}` : "Parada",
  },
  hints: {
    configured: "As credenciais estão guardadas e seladas.",
    automatic: "As credenciais vêm da configuração do serviço.",
    missing: "Sem elas não recebe nem envia mensagens.",
    unreadable: "Não podem mais ser abertas. Coloque-as de novo.",
    stopped: "Nada sai por ela. Confira as credenciais.",
  },
  add: "Adicionar uma linha",
  replace: (line) => `Trocar as credenciais de ${line}`,
  provider: "Provedor",
  choose: "Escolha um provedor",
  coming: (provider) => `${provider} (em breve)`,
  number: "Número do WhatsApp",
  numberHint: "Com o código do país, como +57 300 111 2233",
  name: "Nome",
  account: "Account SID",
  token: "Auth Token",
  tokenHint: "Vazio se a conta é a do serviço.",
  service: "Messaging Service SID",
  sealed:
    "O token é guardado selado e nunca mais é mostrado: se for perdido, troca-se por outro.",
  webhooks: "Na Twilio coloque estes endereços, os dois com POST:",
  messages: "Mensagens recebidas",
  statuses: "Estado dos envios",
  addAct: "Adicionar",
  replaceAct: "Trocar credenciais",
  added: (line) => `Você adicionou ${line}.`,
  replaced: (line) => `Você trocou as credenciais de ${line}.`,
  wrong: {
    numero: "Escreva o número com o código do país, de 7 a 15 dígitos.",
    nombre: "Escreva um nome de 1 a 100 caracteres.",
    account_sid: "São AC e 32 algarismos ou letras de a a f.",
    auth_token: "São de 8 a 200 caracteres, sem espaços.",
    messaging_service_sid: "São MG e 32 algarismos ou letras de a a f.",
  },
  refused: {
    line_exists: "Esse número já é uma linha.",
    set_elsewhere:
      "As credenciais desta linha estão na configuração do serviço, e só são trocadas lá.",
  },
};
