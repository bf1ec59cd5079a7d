import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { baseStyles } from "./base_styles.ts";
import { composerFieldStyles } from "./composer_field_styles.ts";
import {
  type Asked,
  askedBy,
  mentionSuggestions,
  replySuggestions,
  type Suggestion,
  withSuggestion,
} from "./composer_suggestions.ts";
import { composerWords } from "./composer_texts.ts";
import { icon } from "./icons.ts";
import { report } from "./reports.ts";
import "./suggestion-list.ts";
import { fillGaps, type TeamState, UNKNOWN_TEAM } from "./team_state.ts";
import { texts } from "./texts.ts";

/**
 * The field itself: it grows with its text, and suggests what `/` and `@` ask for. Reports
 * `written`, `send`, `files` that were pasted, and `emoji`, `compose-note` and `leave-note` when these are wanted.
 */
@customElement("composer-field")
export class ComposerField extends LitElement {
  static override styles = [baseStyles, composerFieldStyles];

  @property({ reflect: true })
  accessor mode: "reply" | "note" = "reply";
  @property()
  accessor text = "";
  @property({ attribute: false })
  accessor team: TeamState = UNKNOWN_TEAM;
  @property({ attribute: false })
  accessor holder: { id: number | null; name: string | null } = {
    id: null,
    name: null,
  };
  @property({ attribute: false })
  accessor values: Readonly<Record<string, string>> = {};
  /** Whether the emoji are open. */
  @property({ type: Boolean })
  accessor emoji = false;
  @state()
  accessor asked: Asked | null = null;
  @state()
  accessor active = 0;
  @query("textarea")
  accessor area!: HTMLTextAreaElement;
  #mentioned = new Map<string, number>();
  /** Where the cursor goes once the text that moved it is drawn. */
  #cursor: number | null = null;

  override render() {
    const words = texts().composer;
    const own = composerWords();
    const isNote = this.mode === "note";
    const suggestions = this.#suggestions();
    return html`
      <suggestion-list .suggestions=${suggestions} .active=${this.active}
        @choose=${this.#chosen}></suggestion-list>
      <div class="field">
        <button type="button" class="round" aria-label=${own.emoji}
          title=${own.emoji} aria-expanded=${this.emoji ? "true" : "false"}
          @click=${() => this.#tell("emoji")}>${icon("smile")}</button>
        <div class="text">
          <div class="copy" aria-hidden="true">${this.text + "\u200b"}</div>
          <textarea rows="1" dir="auto" aria-label=${isNote
            ? own.noteLabel
            : words.label}
            placeholder=${isNote ? own.notePlaceholder : words.placeholder}
            enterkeyhint="send" aria-autocomplete="list" .value=${this.text}
            @input=${this.#write} @keydown=${this.#key} @paste=${this.#paste}
            @blur=${this.#forget} @click=${this.#look}></textarea>
        </div>
        ${isNote ? nothing : html`
          <button type="button" class="round" aria-label=${own.noteMode}
            title=${own.noteMode}
            @click=${() => this.#tell("compose-note")}>${icon("note")}</button>
        `}
      </div>
    `;
  }

  override updated() {
    if (this.#cursor === null) return;
    this.area.setSelectionRange(this.#cursor, this.#cursor);
    this.#cursor = null;
  }

  override focus() {
    this.updateComplete.then(() => this.area?.focus());
  }

  /** Puts something in where the cursor stands. */
  insert(piece: string) {
    const { selectionStart, selectionEnd } = this.area;
    const before = this.text.slice(0, selectionStart) + piece;
    this.#cursor = before.length;
    this.#tell("written", { text: before + this.text.slice(selectionEnd) });
  }

  /** Whom the text mentions. */
  mentions(): number[] {
    const inText = [...this.#mentioned].filter(([name]) =>
      this.text.includes(`@${name}`)
    );
    return [...new Set(inText.map(([, id]) => id))];
  }

  #suggestions(): Suggestion[] {
    const { asked, team } = this;
    if (!asked) return [];
    if (asked.kind === "reply") {
      const own = composerWords();
      const found = replySuggestions(
        team.replies ?? [],
        asked.typed,
        own.teams,
      );
      return team.replies === null ? [] : [...found, manageLine(own.manage)];
    }
    return mentionSuggestions(team.agents ?? [], asked.typed, this.holder);
  }

  #write() {
    this.#tell("written", { text: this.area.value });
    this.#look();
  }

  /** Looks whether what stands before the cursor asks for something. */
  #look() {
    const { value, selectionStart } = this.area;
    const asked = askedBy(value, selectionStart, this.mode);
    if (asked && !this.asked) {
      const what = asked.kind === "reply" ? "replies" : "agents";
      report(this, "team-need", { what });
    }
    if (asked?.typed !== this.asked?.typed) this.active = 0;
    this.asked = asked;
  }

  #key(event: KeyboardEvent) {
    const suggestions = this.#suggestions();
    if (suggestions.length > 0 && this.#keyAmong(event, suggestions)) return;
    if (event.key === "Escape" && this.mode === "note") {
      event.stopPropagation();
      return this.#tell("leave-note");
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#tell("send");
  }

  #keyAmong(event: KeyboardEvent, suggestions: readonly Suggestion[]): boolean {
    const { length } = suggestions;
    const to: Record<string, number> = {
      ArrowDown: (this.active + 1) % length,
      ArrowUp: (this.active - 1 + length) % length,
    };
    if (event.isComposing) return false;
    if (event.key in to) this.active = to[event.key]!;
    else if (event.key === "Enter" || event.key === "Tab") {
      this.#choose(suggestions[this.active]!);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.asked = null;
    } else return false;
    event.preventDefault();
    return true;
  }

  #chosen({ detail: at }: CustomEvent<number>) {
    this.#choose(this.#suggestions()[at]!);
  }

  #choose(suggestion: Suggestion) {
    const { asked } = this;
    if (!asked) return;
    this.asked = null;
    if (suggestion.key === MANAGE) {
      report(this, "dialog-open", { dialog: "replies" });
      return;
    }
    if (suggestion.mentions !== null) {
      this.#mentioned.set(suggestion.title, suggestion.mentions);
    }
    const insert = fillGaps(suggestion.insert, this.values);
    const { selectionStart } = this.area;
    const changed = withSuggestion(this.text, selectionStart, {
      asked,
      insert,
    });
    this.#cursor = changed.cursor;
    this.#tell("written", { text: changed.text });
  }

  #forget() {
    this.asked = null;
  }

  #paste(event: ClipboardEvent) {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length === 0 || this.mode === "note") return;
    event.preventDefault();
    this.#tell("files", files);
  }

  #tell(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

const MANAGE = "manage";

/** The last line of the quick replies: where they are kept. */
function manageLine(title: string): Suggestion {
  return {
    key: MANAGE,
    title,
    hint: "",
    mark: "",
    insert: "",
    mentions: null,
  };
}
