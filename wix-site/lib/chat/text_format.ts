import { textParts } from "./text_parts.ts";

/** A stretch of a message as WhatsApp would draw it. */
export type FormattedPart =
  | { kind: "words"; text: string }
  | { kind: "mono"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "bold"; parts: FormattedPart[] }
  | { kind: "italic"; parts: FormattedPart[] }
  | { kind: "strike"; parts: FormattedPart[] };

const STYLES = { "*": "bold", "_": "italic", "~": "strike" } as const;
type Mark = keyof typeof STYLES;

interface Reading {
  text: string;
  /** Where addresses lie: what looks like a mark in one of them is a part of it. */
  links: { from: number; to: number; href: string }[];
}

/**
 * Reads WhatsApp's marks: `*bold*`, `_italic_`, `~strike~`, and code between backticks, in which
 * nothing else counts. A mark that nothing closes in its line stands as it was written.
 * Source: https://faq.whatsapp.com/539178204879377
 */
export function formattedText(text: string): FormattedPart[] {
  const reading = { text, links: linksIn(text) };
  return partsOf(reading, { from: 0, to: text.length, within: "" });
}

function partsOf(
  reading: Reading,
  { from, to, within }: { from: number; to: number; within: string },
): FormattedPart[] {
  const { text } = reading;
  const parts: FormattedPart[] = [];
  let plainFrom = from;
  let at = from;

  function add(part: FormattedPart, end: number) {
    if (at > plainFrom) {
      parts.push({ kind: "words", text: text.slice(plainFrom, at) });
    }
    parts.push(part);
    at = plainFrom = end;
  }

  while (at < to) {
    const link = reading.links.find((one) => one.from === at && one.to <= to);
    const code = link ? null : codeAt(text, at, to);
    const mark = text[at] as Mark;
    if (link) {
      const { href, to: end } = link;
      add({ kind: "link", text: text.slice(at, end), href }, end);
    } else if (code) {
      add({ kind: "mono", text: code.inside }, code.end);
    } else if (mark in STYLES && !within.includes(mark)) {
      const end = closingOf(reading, at, to);
      if (end === null) at++;
      else {
        const inside = { from: at + 1, to: end, within: within + mark };
        const part = { kind: STYLES[mark], parts: partsOf(reading, inside) };
        add(part, end + 1);
      }
    } else at++;
  }
  if (to > plainFrom) {
    parts.push({ kind: "words", text: text.slice(plainFrom, to) });
  }
  return parts;
}

const CODE = /```([^]+?)```|`([^`\n]+)`/y;

function codeAt(text: string, at: number, to: number) {
  if (text[at] !== "`") return null;
  CODE.lastIndex = at;
  const match = CODE.exec(text);
  if (!match || CODE.lastIndex > to) return null;
  return { inside: match[1] ?? match[2]!, end: CODE.lastIndex };
}

/** Where the mark that opens at `at` is closed; `null` when it opens nothing. */
function closingOf(
  { text, links }: Reading,
  at: number,
  to: number,
): number | null {
  const mark = text[at]!;
  if (isLetter(text[at - 1]) || isBlank(text[at + 1])) return null;
  for (let end = at + 1; end < to; end++) {
    const link = links.find(({ from }) => from === end);
    if (link) end = link.to;
    if (text[end] === "\n" || end >= to) return null;
    const closes = text[end] === mark && end > at + 1 &&
      !isBlank(text[end - 1]) && !isLetter(text[end + 1]);
    if (closes) return end;
  }
  return null;
}

function linksIn(text: string): Reading["links"] {
  let from = 0;
  return textParts(text).flatMap((part) => {
    const to = from + part.text.length;
    const link = part.kind === "link" ? [{ from, to, href: part.href }] : [];
    from = to;
    return link;
  });
}

function isLetter(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}

function isBlank(letter: string | undefined): boolean {
  return letter === undefined || /\s/.test(letter);
}
