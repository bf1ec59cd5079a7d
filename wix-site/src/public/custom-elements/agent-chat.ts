/** The agents' page as Wix loads it: everything is in `lib/chat/`, and defines `<agent-chat>`. */
import "../../../lib/chat/agent-chat.ts";
