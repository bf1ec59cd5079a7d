/** The parts around the conversations that nobody needs before asking for them. */
import "./command-bar.ts";
import "./filter-menu.ts";
import "./keys-help.ts";
import "./mention-list.ts";
import "./row-menu.ts";
import "./settings-menu.ts";
import "./side-panel.ts";
