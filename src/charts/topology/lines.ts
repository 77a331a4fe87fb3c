/** The text in a box, line by line, and so its size. */
import { threeDigits, wholeShare } from "../kit/format.js";
import { shorten, type Type, widthOf, wrap } from "../kit/text.js";
import type { PictureNode } from "./picture.js";

export const nameType = { size: 12, bold: true, leading: 15 };
export const factType = { size: 10.5, leading: 13 };
export const usedType = { size: 10.5, bold: true, leading: 14 };
export const padding = 9;
const barHeight = 12; // With the room around it.
const ROOMY = { narrowest: 104, widest: 172, mostFacts: 3 };
const TIGHT = { narrowest: 74, widest: 118, mostFacts: 6 };

const NBSP = "\u00a0"; // A fact stays on one line.

export interface BoxText {
  readonly name: string;
  readonly facts: readonly string[];
  readonly used: { readonly resource: string; readonly share: string } | null;
  readonly notes: readonly { readonly text: string; readonly isBad: boolean }[];
  readonly width: number;
  readonly height: number;
  readonly top: number; // From which on text may stand.
}

/** @param when says a moment, such as "21:40" @param isTight as narrow as can be read */
export function boxText(node: PictureNode, when: (ms: number) => string, isTight = false): BoxText {
  const { narrowest, widest, mostFacts } = isTight ? TIGHT : ROOMY;
  const { name, use, shape } = node;
  const sides = shape === "hexagon" || shape === "fan" || shape === "pipe" ? 12 : shape === "compartment" ? 8 : 0;
  const top = shape === "cylinder" ? 9 : 0;
  const sign = node.sign === undefined ? "" : `${node.sign} `;
  const used = use === undefined ? null : { resource: usedWords(use), share: shareWords(use.share, node.wasUsed) };
  const notes = [...givesNotes(node, when), ...(node.notes ?? []).map(({ text, isBad = false }) => ({ text, isBad }))];
  const said = [typeWords(node.type), ...node.facts].filter((each) => each !== "");
  const wished = Math.max(
    widthOf(sign + name, nameType),
    widthOf(said.join(", "), factType) / 2 + 16,
    used === null ? 0 : widthOf(`${used.resource}   ${used.share}`, usedType),
    ...notes.map(({ text }) => widthOf(text, usedType)),
  );
  const inner = Math.min(widest, Math.max(narrowest, wished));
  const whole = said.map((each) => (widthOf(`${each},`, factType) <= inner ? each.replaceAll(" ", NBSP) : each));
  const facts = said.length === 0 ? [] : wrap(whole.join(", "), inner, factType, mostFacts);
  const lines = notes.flatMap(({ text, isBad }) =>
    wrap(text, inner, usedType, 2).map((line) => ({ text: line, isBad })),
  );
  const height =
    top +
    padding * 2 +
    nameType.leading +
    facts.length * factType.leading +
    (used === null ? 0 : usedType.leading + barHeight) +
    lines.length * usedType.leading -
    3;
  return {
    name: shorten(sign + name, inner, nameType),
    facts,
    used:
      used === null
        ? null
        : { ...used, resource: fitting(used.resource, inner - widthOf(`  ${used.share}`, usedType)) },
    notes: lines,
    width: Math.ceil(inner + 2 * padding + 2 * sides),
    height: Math.ceil(height),
    top,
  };
}

const plain = ({ size }: Type): Type => ({ size });

/** "traffic" goes without saying. */
const typeWords = (type: string): string => (type === "traffic" ? "" : type.replaceAll("-", " "));

const shareWords = (share: number, was: number | undefined): string => {
  const [before, now] = [was === undefined ? null : wholeShare(was), wholeShare(share)];
  return before === null || before === now ? now : `${before} → ${now}`;
};

const usedWords = ({ resource, queue }: NonNullable<PictureNode["use"]>): string =>
  queue !== undefined && queue >= 0.5 ? `${resource}, ${threeDigits(Math.round(queue))} wait` : resource;

/** Without how many wait, where there is no room for both. */
function fitting(words: string, width: number): string {
  const [resource = ""] = words.split(",");
  return widthOf(words, plain(usedType)) <= width ? words : shorten(resource, width, plain(usedType));
}

const QUITE_FULL = 0.99; // From 95% on a resource counts as full.

/** "full from 21:40"; of a load that stays "full"; "nearly full" where some of it was always left. */
export function fullWords({ gives, use }: PictureNode, when: (ms: number) => string): string {
  if (gives === undefined) return "";
  const isQuite = use === undefined || use.resource !== gives.resource || use.share >= QUITE_FULL;
  return `${isQuite ? "full" : "nearly full"}${gives.atMs === undefined ? "" : ` from ${when(gives.atMs)}`}`;
}

function givesNotes(node: PictureNode, when: (ms: number) => string) {
  const { gives, use, struck = [] } = node;
  const resource = gives === undefined || gives.resource === use?.resource ? "" : `${gives.resource} `;
  const full = gives === undefined ? [] : [{ text: `${resource}${fullWords(node, when)}`, isBad: true }];
  const happens = struck.map(({ name, fromMs }) => ({ text: `${when(fromMs)}: ${name}`, isBad: false }));
  return [...full, ...happens];
}
