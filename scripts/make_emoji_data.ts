/**
 * Writes the names of the emoji that the page's picker knows, from an unpacked
 * `emoji-picker-element-data` (CLDR's own names, under Unicode's licence):
 *
 *     deno run -A scripts/make_emoji_data.ts <folder of the package>
 */
const COMMENT: Readonly<Record<string, string>> = {
  es: commentFor("Spanish"),
  en: commentFor("English"),
  pt: commentFor("Portuguese"),
};
/** Newer ones are boxes on the computers of a front desk. */
const NEWEST_VERSION = 15;
/** Skin tones and hair: parts, no emoji of their own. */
const PARTS_GROUP = 2;
const MOST_TAGS = 6;

interface Emoji {
  emoji: string;
  annotation: string;
  tags?: string[];
  order: number;
  group: number;
  version: number;
}

const [from] = Deno.args;
if (!from) throw new Error("Cannot make: say where the package lies");
for (const language of Object.keys(COMMENT)) {
  const path = `${from}/${language}/cldr/data.json`;
  const all: Emoji[] = JSON.parse(await Deno.readTextFile(path));
  const kept = all
    .filter(({ version, group }) =>
      version <= NEWEST_VERSION && group !== PARTS_GROUP
    )
    .sort((one, other) => one.order - other.order);
  const groups = Map.groupBy(kept, ({ group }) => group);
  const lines = [...groups.values()].map((list) => list.map(line).join("|"));
  const target = `../wix-site/lib/chat/emoji_${language}.ts`;
  const text = `${COMMENT[language]}
export const groups = [
${lines.map((one) => `  ${JSON.stringify(one)},`).join("\n")}
];
`;
  await Deno.writeTextFile(new URL(target, import.meta.url), text);
}

function commentFor(language: string): string {
  return `/** The emoji and what they are called in ${language}, by group. Written by \`scripts/make_emoji_data.ts\`. */`;
}

/** `😀;cara sonriendo;divertido;feliz`: tags that the name has already are left out. */
function line({ emoji, annotation, tags = [] }: Emoji): string {
  const further = tags.filter((tag) => !annotation.includes(tag));
  return [emoji, annotation, ...further.slice(0, MOST_TAGS)]
    .map((word) => word.replaceAll(/[;|]/g, "")).join(";");
}
