/**
 * Writes the names of the emoji that the page's picker knows, from an unpacked
 * `emoji-picker-element-data` (CLDR's own names, under Unicode's licence):
 *
 *     deno run -A scripts/make_emoji_data.ts <folder of the package>
 */
const LANGUAGES = ["es", "en", "pt"];
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
for (const language of LANGUAGES) {
  const path = `${from}/${language}/cldr/data.json`;
  const all: Emoji[] = JSON.parse(await Deno.readTextFile(path));
  const kept = all
    .filter(({ version, group }) =>
      version <= NEWEST_VERSION && group !== PARTS_GROUP
    )
    .sort((one, other) => one.order - other.order);
  const groups = Map.groupBy(kept, ({ group }) => group);
  const lines = [...groups.values()].map((list) => list.map(line).join("|"));
  const target = `../wix-site/lib/chat/emoji/${language}.json`;
  await Deno.writeTextFile(
    new URL(target, import.meta.url),
    JSON.stringify({ groups: lines }, null, 2) + "\n",
  );
}

/** `😀;cara sonriendo;divertido;feliz`: tags that the name has already are left out. */
function line({ emoji, annotation, tags = [] }: Emoji): string {
  const further = tags.filter((tag) => !annotation.includes(tag));
  return [emoji, annotation, ...further.slice(0, MOST_TAGS)]
    .map((word) => word.replaceAll(/[;|]/g, "")).join(";");
}
