/**
 * Fits text into its room. Nothing is measured, since fonts differ between machines: widths are upper estimates from
 * the widest font in the chart's list (DejaVu Sans).
 */
import { clean } from "../../text/safe-text.js";

/** Widths in ems of DejaVu Sans; characters of similar width share a line. */
const emWidths: readonly (readonly [characters: string, ems: number])[] = [
  ["ijl'|!IJ", 0.31],
  [" .,:;", 0.34],
  ['frt()[]/-`"', 0.46],
  ["csz", 0.55],
  ["kvxyFLTY", 0.61],
  ["mwMW@%", 1],
  ["ABCDEGHKNOPQRSUVXZ", 0.79],
];
const otherAscii = 0.64;

function emWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1100) return code >= 0x2000 && code < 0x2070 ? 1 : 1.1; // East Asian, symbols, pictures.
  if (code === 0xa0) return 0.34;
  if (code > 0x7e) return 0.8;
  return emWidths.find(([characters]) => characters.includes(character))?.[1] ?? otherAscii;
}

export interface Type {
  readonly size: number; // Pixels.
  readonly bold?: boolean;
}

/** Upper estimate of the text's width in pixels. */
export function widthOf(text: string, { size, bold = false }: Type): number {
  let ems = 0;
  for (const character of text) ems += emWidth(character);
  return ems * size * (bold ? 1.12 : 1);
}

/** Cut off with an ellipsis if wider than `width` pixels. */
export function shorten(text: string, width: number, type: Type): string {
  if (widthOf(text, type) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(`${characters.join("")}…`, type) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** Lines of at most `width` pixels, broken at plain spaces; the last line takes the rest, shortened. */
export function wrap(text: string, width: number, type: Type, maxLines: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of clean(text).split(/ +/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || lines.length === maxLines - 1 || widthOf(longer, type) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((each) => shorten(each, width, type));
}
