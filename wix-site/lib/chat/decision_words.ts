import type { Colleague, Decision } from "./acts_answers.ts";
import { dialogWords } from "./dialog_texts.ts";

/** A decision of the ledger in plain words: what happened, then who could and who couldn't have got it. */
export function decisionWords(
  decision: Decision,
  agents: readonly Colleague[],
): { sentence: string; further: string[] } {
  const words = dialogWords().why;
  const nameOf = (id: number | null) =>
    agents.find((agent) => agent.id === id)?.nombre ?? `#${id}`;
  const further: string[] = [];
  if (decision.motivo === "in_turn" || decision.motivo === "nobody_eligible") {
    const could = decision.elegibles.map(nameOf).join(", ");
    const couldNot = decision.excluidos.map(({ agent, why }) =>
      `${nameOf(agent)} (${why === "full" ? words.full : words.paused})`
    ).join(", ");
    if (could) further.push(words.eligible(could));
    if (couldNot) further.push(words.excluded(couldNot));
  }
  return { sentence: sentenceOf(decision, nameOf), further };
}

function sentenceOf(
  { motivo, agente, decidido_por }: Decision,
  nameOf: (id: number | null) => string,
): string {
  const words = dialogWords().why;
  const name = nameOf(agente);
  switch (motivo) {
    case "in_turn":
      return words.inTurn(name);
    case "waited":
      return words.waited(name);
    case "nobody_eligible":
      return words.nobody;
    case "handed_over":
      return words.handedOver(nameOf(decidido_por), name);
    case "handed_back":
      return words.returned(nameOf(decidido_por), name);
    case "started":
      return words.started(name);
    case "shared_out":
      return words.sharedOut(name);
    default:
      return agente === null ? words.nobody : words.other(name);
  }
}
