import type OpenAI from "openai";

/** A message to or from the model. */
export type MessageItem = OpenAI.Conversations.Message;
export type CallItem = OpenAI.Responses.ResponseFunctionToolCallItem;
export type CallOutputItem =
  OpenAI.Responses.ResponseFunctionToolCallOutputItem;
export type ReasoningItem = OpenAI.Responses.ResponseReasoningItem;

/** What a context is made of. Shapes: openai/resources/conversations and openai/resources/responses. */
export type Item = MessageItem | CallItem | CallOutputItem | ReasoningItem;

/** The text that an item says, without its pictures and files. */
export function textOf(item: Item): string {
  if (item.type !== "message") return "";
  return item.content.map((part) => "text" in part ? part.text : "").join("\n");
}

/** What the customer said, oldest first. */
export function saidByUser(context: readonly Item[]): string[] {
  return context.filter((item) =>
    item.type === "message" && item.role === "user"
  ).map(textOf);
}

/** What whoever built the bot said to the model, oldest first. */
export function saidByBuilder(context: readonly Item[]): string[] {
  return context.filter((item) =>
    item.type === "message" &&
    (item.role === "developer" || item.role === "system")
  ).map(textOf);
}
