import { isLanguage, type LanguageName } from "./choose_language.ts";

/** What an agent chose for this device. It says nothing of anybody's conversations, and stays. */
export interface DeviceSettings {
  /** `null`: as the browser has it. */
  language: LanguageName | null;
  theme: Theme;
  /** Whether new messages are told outside the page, and with a sound. */
  notices: boolean;
  sound: boolean;
  /** Whether single letters are shortcuts while nobody types. */
  oneKey: boolean;
}

/** `system`: light by day and dark by night, as the device does. */
export type Theme = "system" | "light" | "dark";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

const KEY = "relevo-device";

/** As it is before anybody chose. */
export const FIRST_SETTINGS: DeviceSettings = {
  language: null,
  theme: "system",
  notices: true,
  sound: true,
  oneKey: true,
};

/** What was chosen here before; what can't be read is as at first. */
export function readSettings(): DeviceSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {
      language: isLanguage(kept.language)
        ? kept.language
        : FIRST_SETTINGS.language,
      theme: THEMES.includes(kept.theme) ? kept.theme : FIRST_SETTINGS.theme,
      notices: kept.notices !== false,
      sound: kept.sound !== false,
      oneKey: kept.oneKey !== false,
    };
  } catch {
    // A sandboxed frame throws on the mere mention of storage.
    return FIRST_SETTINGS;
  }
}

/** Keeps it on this device. */
export function keepSettings(settings: DeviceSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Then it holds until the page is closed.
  }
}
