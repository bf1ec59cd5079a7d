import { html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { accessState } from "./access_state.ts";
import { readToken } from "./agent_token.ts";
import { baseStyles } from "./base_styles.ts";
import { type ChatState, FIRST_STATE } from "./chat_state.ts";
import {
  chooseLanguage,
  languageFor,
  type LanguageName,
} from "./choose_language.ts";
import { connectCompanion } from "./companion_client.ts";
import {
  type DeviceSettings,
  keepSettings,
  readSettings,
} from "./device_settings.ts";
import "./inbox-columns.ts";
import { unreadTotal } from "./inbox_state.ts";
import { offerInstall } from "./offer_install.ts";
import { openKept, wipeKept } from "./kept_locally.ts";
import { markRead } from "./load_thread.ts";
import { servePartsFrom } from "./part_address.ts";
import { pageTitle } from "./page_title.ts";
import { pageStyles } from "./page_styles.ts";
import { redraw } from "./redraw.ts";
import { type RunningChat, startChat } from "./start_chat.ts";
import { texts } from "./texts.ts";
import { keepToken } from "./token_keeper.ts";
import { tokens } from "./tokens.ts";

/** When page code is reminded that it owes a token, and when the agent is told that none came. */
const REMIND_MS = 3000;
const GIVE_UP_MS = 20_000;

/**
 * The agents' page. Page code hands it the companion's address, the member's token and
 * Realtime's notices as attributes; it reports `token-needed` and `signed-out`.
 */
@customElement("agent-chat")
export class AgentChat extends LitElement {
  static override styles = [tokens, baseStyles, pageStyles];

  static override get observedAttributes() {
    return [...super.observedAttributes, "token", "realtime"];
  }

  @property()
  accessor companion = "";
  @property()
  accessor locale = "";
  @state()
  accessor chatState: ChatState = FIRST_STATE;
  @state()
  accessor settings: DeviceSettings = readSettings();
  /** `null` until the first one is there. */
  @state()
  accessor language: LanguageName | null = null;

  #running: RunningChat | null = null;
  #agent = "";
  #patience: ReturnType<typeof setTimeout>[] = [];
  #title = pageTitle();
  /** Tells the agent's other tabs here that they signed out. */
  #tabs: BroadcastChannel | null = null;
  #tokens = keepToken(() => this.#tell("token-needed"));

  override attributeChangedCallback(
    name: string,
    before: string | null,
    value: string | null,
  ) {
    super.attributeChangedCallback(name, before, value);
    if (name === "token" && value) this.#takeToken(value);
    if (name === "realtime" && value) this.#takeNotice(value);
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("focus", this.#look);
    document.addEventListener("visibilitychange", this.#look);
    addEventListener("beforeunload", this.#holdBack);
    this.#tabs = new BroadcastChannel("relevo");
    this.#tabs.onmessage = ({ data }) => {
      if (data === this.#agent && data) void this.#leave();
    };
    offerInstall();
    if (this.#tokens.token()) this.#tokens.set(this.#tokens.token());
    this.#start();
    this.#awaitToken();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("focus", this.#look);
    document.removeEventListener("visibilitychange", this.#look);
    removeEventListener("beforeunload", this.#holdBack);
    this.#tabs?.close();
    this.#patience.forEach(clearTimeout);
    this.#tokens.stop();
    this.#stop();
    this.#title.restore();
  }

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has("settings")) {
      this.setAttribute("theme", this.settings.theme);
    }
    if (changed.has("companion")) {
      servePartsFrom(this.companion);
      if (changed.get("companion")) this.#stop();
      this.#start();
    }
    if (["locale", "companion", "settings"].some((name) => changed.has(name))) {
      void this.#speak();
    }
    if (changed.has("chatState")) {
      this.#title.show(unreadTotal(this.chatState.inbox));
    }
  }

  override render() {
    const { access } = this.chatState;
    if (this.language === null) return html`<main></main>`;
    if (access === "in" && this.#running) {
      return html`
        <inbox-columns .running=${this.#running} .chatState=${this.chatState}
          .companion=${this.companion} .settings=${this.settings}
          @sign-out=${this.#signOut} @settings-change=${this.#choose}
        ></inbox-columns>
      `;
    }
    return html`
      <main>
        <h1 class="only-read">${texts().product}</h1>
        ${accessState(access === "in" ? "signing_in" : access, {
          retry: () => this.#enter(),
          leave: () => this.#signOut(),
        })}
      </main>
    `;
  }

  #takeToken(token: string) {
    this.removeAttribute("token");
    const agent = readToken(token)?.sub ?? "";
    if (agent !== this.#agent) this.#stop();
    this.#agent = agent;
    this.#tokens.set(token);
    if (this.#running) return this.#running.enter();
    this.#start();
  }

  #takeNotice(value: string) {
    try {
      this.#running?.notice(JSON.parse(value));
    } catch {
      // What is no notice tells nothing.
    }
  }

  /** Starts once there are an address, a token and a place on the page. */
  #start() {
    const isReady = this.isConnected && this.companion && this.#tokens.token();
    if (this.#running || !isReady) return;
    const client = connectCompanion({
      companion: this.companion,
      token: this.#tokens.token,
      renew: this.#tokens.renew,
    });
    const agent = this.#agent;
    const settings = () => this.settings;
    this.#running = startChat(
      client,
      { agent, kept: openKept(agent), settings },
      (next) => {
        this.chatState = next;
      },
    );
    this.chatState = this.#running.chat.read();
  }

  #stop() {
    this.#running?.stop();
    this.#running = null;
    this.chatState = FIRST_STATE;
  }

  /** Signs in, or in again; asks for a token where there is none or the last one was refused. */
  #enter() {
    if (this.chatState.access === "ended") this.#tell("token-needed");
    if (this.#running) return this.#running.enter();
    this.chatState = FIRST_STATE;
    this.#awaitToken();
  }

  /** Page code owes a token: it is reminded, and after a while the agent is told. */
  #awaitToken() {
    this.#patience.forEach(clearTimeout);
    const unlessRunning = (act: () => void) => () => {
      if (!this.#running) act();
    };
    this.#patience = [
      setTimeout(unlessRunning(() => this.#tell("token-needed")), REMIND_MS),
      setTimeout(
        unlessRunning(() =>
          this.chatState = { ...FIRST_STATE, access: "ended" }
        ),
        GIVE_UP_MS,
      ),
    ];
  }

  /** Speaks as the agent chose, else as the page code or the browser has it; what comes first is Spanish. */
  async #speak() {
    const wanted = this.settings.language ??
      languageFor([this.locale, ...navigator.languages]);
    // Other languages come from the companion: page code has still to say where it is.
    if (wanted !== "es" && !this.companion) return;
    if (wanted === this.language) return;
    const isChosen = await chooseLanguage(wanted);
    if (isChosen || this.language === null) {
      this.language = isChosen ? wanted : "es";
    }
    this.lang = texts().language;
    redraw(this.renderRoot);
  }

  #choose(event: CustomEvent<Partial<DeviceSettings>>) {
    event.stopPropagation();
    this.settings = { ...this.settings, ...event.detail };
    keepSettings(this.settings);
  }

  /** Ends the session on this device, in all its tabs: nothing of it stays. */
  async #signOut(event?: Event) {
    event?.stopPropagation();
    this.#tabs?.postMessage(this.#agent);
    await this.#leave();
    this.#tell("signed-out");
  }

  async #leave() {
    this.#patience.forEach(clearTimeout);
    this.#stop();
    this.#tokens.set("");
    this.#agent = "";
    this.chatState = { ...FIRST_STATE, access: "left" };
    await wipeKept();
  }

  #tell(name: "token-needed" | "signed-out") {
    this.dispatchEvent(
      new CustomEvent(name, { bubbles: true, composed: true }),
    );
  }

  #look = () => {
    if (this.#running) markRead(this.#running.chat);
  };

  /** Files whose content only this page has would be lost. */
  #holdBack = (event: BeforeUnloadEvent) => {
    if (this.#running?.sender.hasUnsentFiles()) event.preventDefault();
  };
}
