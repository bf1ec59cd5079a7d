import { type Language, speak } from "./language_words.ts";

/** The languages that the page speaks, each by its own name for the menu. */
export const LANGUAGES = {
  es: "Español",
  en: "English",
  pt: "Português",
} as const;

export type LanguageName = keyof typeof LANGUAGES;

/** Spanish comes with the page, the others when they are chosen. */
const LOAD: Readonly<Record<LanguageName, () => Promise<Language | null>>> = {
  es: () => Promise.resolve(null),
  en: async () => (await import("./language_en.ts")).en,
  pt: async () => (await import("./language_pt.ts")).pt,
};

/** The language for the first locale that the page speaks, such as `pt-BR`; Spanish where there is none. */
export function languageFor(locales: readonly string[]): LanguageName {
  for (const locale of locales) {
    const name = locale.toLowerCase().split(/[-_]/)[0]!;
    if (isLanguage(name)) return name;
  }
  return "es";
}

/** Whether the page speaks a language. */
export function isLanguage(name: unknown): name is LanguageName {
  return typeof name === "string" && Object.hasOwn(LANGUAGES, name);
}

/** Speaks a language from now on. `false` when its sentences could not be had: the page stays as it was. */
export async function chooseLanguage(name: LanguageName): Promise<boolean> {
  try {
    speak(await LOAD[name]());
    return true;
  } catch (error) {
    console.warn("Cannot load a language", name, error);
    return false;
  }
}
