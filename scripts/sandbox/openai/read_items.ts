import { ApiError } from "./api_error.ts";
import { type IdPrefix, newId } from "./ids.ts";
import { type GivenItem, requireText, wrongValue } from "./item_fields.ts";
import type { Item } from "./items.ts";
import { inputText, newMessage, readMessage } from "./read_message.ts";
import type { Sandbox } from "./state.ts";

/**
 * Turns what was given into items with identifiers, as they will be listed.
 * @throws {ApiError} by the path of what is wrong; 404 for an item that is referred to and not there
 */
export function readItems(
  sandbox: Sandbox,
  given: unknown,
  param: "input" | "items",
): Item[] {
  if (given === undefined) return [];
  if (typeof given === "string") return [newMessage("user", inputText(given))];
  return (given as GivenItem[]).map((item, at) =>
    readItem(sandbox, item, `${param}[${at}]`)
  );
}

function readItem(sandbox: Sandbox, given: GivenItem, path: string): Item {
  switch (given.type ?? "message") {
    case "message":
      return readMessage(sandbox, given, path);
    case "item_reference":
      return storedItem(sandbox, requireText(sandbox, given, `${path}.id`));
    case "function_call":
      for (const name of ["call_id", "name", "arguments"]) {
        requireText(sandbox, given, `${path}.${name}`);
      }
      return complete(given, "fc");
    case "function_call_output":
      requireText(sandbox, given, `${path}.call_id`);
      if (given.output === undefined) {
        requireText(sandbox, given, `${path}.output`);
      }
      return complete(given, "fco");
    case "reasoning":
      if (given.encrypted_content) return complete(given, "rs");
      return storedItem(sandbox, requireText(sandbox, given, `${path}.id`));
  }
  if (OTHERS.has(String(given.type)) || !sandbox.holds("values")) {
    return complete(given, "item");
  }
  throw wrongValue(`${path}.type`, given.type, [
    "message",
    "function_call",
    "function_call_output",
    "item_reference",
    "reasoning",
    ...OTHERS,
  ]);
}

/** Items that are taken in and listed, and that nothing is made of. */
const OTHERS = new Set([
  "file_search_call",
  "web_search_call",
  "computer_call",
  "computer_call_output",
  "image_generation_call",
  "code_interpreter_call",
  "local_shell_call",
  "local_shell_call_output",
  "shell_call",
  "shell_call_output",
  "apply_patch_call",
  "apply_patch_call_output",
  "mcp_list_tools",
  "mcp_approval_request",
  "mcp_approval_response",
  "mcp_call",
  "custom_tool_call",
  "custom_tool_call_output",
  "tool_search_call",
  "tool_search_output",
  "compaction",
]);

function complete(given: GivenItem, prefix: IdPrefix): Item {
  const id = given.id ?? newId(prefix);
  return { status: "completed", ...given, id } as unknown as Item;
}

/** Source: github.com/vercel/ai/issues/7543, github.com/router-for-me/CLIProxyAPI/issues/2381 */
function storedItem(sandbox: Sandbox, id: string): Item {
  for (const { items } of sandbox.conversations.values()) {
    const found = items.find((item) => item.id === id);
    if (found) return found;
  }
  for (const { response, input } of sandbox.responses.values()) {
    const found = [...input, ...response.output as Item[]]
      .find((item) => item.id === id);
    if (found) return found;
  }
  throw new ApiError(
    404,
    `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
    { param: "input" },
  );
}
