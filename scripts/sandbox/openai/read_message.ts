import { newId } from "./ids.ts";
import { type GivenItem, requireText, wrongValue } from "./item_fields.ts";
import type { MessageItem } from "./items.ts";
import type { Sandbox } from "./state.ts";

const ROLES = ["assistant", "system", "developer", "user"];
const INPUT_PARTS = [
  "input_text",
  "input_image",
  "output_text",
  "refusal",
  "input_file",
  "computer_screenshot",
  "summary_text",
];
const OUTPUT_PARTS = ["output_text", "refusal"];

/** Reads a message, in its short form or its long one. @throws {ApiError} by the path of what is wrong */
export function readMessage(
  sandbox: Sandbox,
  given: GivenItem,
  path: string,
): MessageItem {
  const role = requireText(sandbox, given, `${path}.role`);
  if (!ROLES.includes(role) && sandbox.holds("values")) {
    throw wrongValue(`${path}.role`, role, ROLES);
  }
  const isModel = role === "assistant";
  if (typeof given.content === "string") {
    const part = isModel ? outputText(given.content) : inputText(given.content);
    return { ...newMessage(role as "user", part), ...known(given) };
  }
  if (!Array.isArray(given.content)) {
    requireText(sandbox, given, `${path}.content`);
    return newMessage(role as "user", inputText(""));
  }
  const content = given.content.map((part: GivenItem, at) => {
    const place = `${path}.content[${at}]`;
    const allowed = isModel ? OUTPUT_PARTS : INPUT_PARTS;
    const type = requireText(sandbox, part, `${place}.type`);
    if (!allowed.includes(type) && sandbox.holds("values")) {
      throw wrongValue(`${place}.type`, type, allowed);
    }
    if (type.endsWith("_text")) requireText(sandbox, part, `${place}.text`);
    return type === "output_text"
      ? { ...outputText(String(part.text)), ...part }
      : part;
  }) as unknown as MessageItem["content"];
  return {
    ...newMessage(role as "user", inputText("")),
    ...known(given),
    content,
  };
}

/** What a message may bring along and keep. */
function known({ id, phase }: GivenItem): object {
  return {
    ...(typeof id === "string" ? { id } : {}),
    ...(phase === undefined ? {} : { phase }),
  };
}

/** A message with an identifier of its own. */
export function newMessage(
  role: MessageItem["role"],
  part: MessageItem["content"][number],
): MessageItem {
  return {
    id: newId("msg"),
    type: "message",
    status: "completed",
    role,
    content: [part],
  };
}

/** What somebody says to the model. */
export function inputText(text: string) {
  return { type: "input_text" as const, text };
}

function outputText(text: string) {
  return { type: "output_text" as const, text, annotations: [], logprobs: [] };
}
