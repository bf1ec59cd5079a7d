import type { SandboxPhone } from "../records.ts";
import type { Sandbox } from "../state.ts";
import type { InboundRequest } from "./inbound_request.ts";

/**
 * What a customer sends by touching a button, or an item of a list, of a message.
 * @throws {TypeError} when it has none of that id or title
 */
export function tapButton(
  { messages }: Sandbox,
  phone: SandboxPhone,
  { messageSid, button, hideNumber = false }: {
    messageSid: string;
    /** Its id or its title. */
    button: string;
    hideNumber?: boolean;
  },
): InboundRequest {
  const message = messages.get(messageSid);
  const tapped = message?.content?.buttons.find(({ id, title }) =>
    id === button || title === button
  );
  const answers = tapped?.kind === "reply" || tapped?.kind === "item";
  if (!message || !tapped || !answers || message.phone !== phone.key) {
    throw new TypeError(`Cannot touch "${button}": the message has no such`);
  }
  const { id, title } = tapped;
  const request: InboundRequest = {
    from: phone.address,
    to: message.line,
    hideNumber,
    quoted: { sid: message.sid },
  };
  return tapped.kind === "item"
    ? { ...request, listItem: { id, title } }
    : { ...request, button: { text: title, payload: id } };
}
