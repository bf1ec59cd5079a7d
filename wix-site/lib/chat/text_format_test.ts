import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type FormattedPart, formattedText } from "./text_format.ts";

describe("WhatsApp's formatting", () => {
  const cases: [name: string, text: string, drawn: string][] = [
    ["bold, italic and strike", "*a* _b_ ~c~", "<b>a</b> <i>b</i> <s>c</s>"],
    ["one within another", "*muy _urgente_*", "<b>muy <i>urgente</i></b>"],
    [
      "code, in which nothing counts",
      "`*a*` ```b _c_\nd```",
      "<m>*a*</m> <m>b _c_\nd</m>",
    ],
    ["marks inside words", "snake_case_name 2*3*4", "snake_case_name 2*3*4"],
    ["marks beside blanks", "* a * _ b_", "* a * _ b_"],
    ["what nothing closes", "*hola\nadiós*", "*hola\nadiós*"],
    ["punctuation beside a mark", "(*sí*), ¡_ya_!", "(<b>sí</b>), ¡<i>ya</i>!"],
    [
      "an address with marks in it",
      "https://a.co/_x_y *b*",
      "<a>https://a.co/_x_y</a> <b>b</b>",
    ],
    [
      "an address within bold",
      "*ver https://a.co/x_y*",
      "<b>ver <a>https://a.co/x_y</a></b>",
    ],
    ["empty marks", "** __ ~~ ``", "** __ ~~ ``"],
    ["markup", "*<b onx=1>*", "<b><b onx=1></b>"],
  ];
  for (const [name, text, drawn] of cases) {
    it(`draws ${name}`, () => assertEquals(draw(formattedText(text)), drawn));
  }

  it("loses no letter and takes no long time, whatever comes", () => {
    const hostile = "*a _b ~c ".repeat(1000);

    assertEquals(
      draw(formattedText(hostile)).replaceAll(/<\/?\w>/g, ""),
      hostile,
    );
  });
});

const NAMES = { bold: "b", italic: "i", strike: "s" } as const;

function draw(parts: readonly FormattedPart[]): string {
  return parts.map((part) => {
    if (part.kind === "words") return part.text;
    if (part.kind === "mono") return `<m>${part.text}</m>`;
    if (part.kind === "link") return `<a>${part.text}</a>`;
    return `<${NAMES[part.kind]}>${draw(part.parts)}</${NAMES[part.kind]}>`;
  }).join("");
}
