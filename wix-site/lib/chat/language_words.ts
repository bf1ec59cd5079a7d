import { texts } from "./texts.ts";

/** One set of sentences in every language of the page. */
export interface InLanguages<Words> {
  es: Words;
  en: Words;
  pt: Words;
}

/** The sentences of a part of the page in the language that was chosen; Spanish where that one isn't there. */
export function inChosenLanguage<Words>(all: InLanguages<Words>): Words {
  const byName: Readonly<Record<string, Words | undefined>> = { ...all };
  return byName[texts().language] ?? all.es;
}
