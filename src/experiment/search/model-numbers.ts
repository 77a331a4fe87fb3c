/** Every number in the parts and the traffic of a model file, and how it is written once scaled. */

import { DURATION, RATE, SIZE } from "../../model/language/values/units.js";
import { isList, isMap, type ScalarValue, type SourceNode } from "../../model/source/source-tree.js";
import { chosenKeys } from "../../model/traffic/rate.js";
import type { KnobPath } from "../plan/knob.js";

export interface ModelNumber {
  readonly path: KnobPath;
  readonly written: ScalarValue;
}

const NUMBER = String.raw`\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?`;
const units = [DURATION, RATE, SIZE].flatMap((quantity) => [...quantity.units.keys()]);
const longestFirst = units.sort((a, b) => b.length - a.length).map((unit) => unit.replaceAll("/", "\\/"));
const QUANTITY = new RegExp(`^(${NUMBER})(\\s*(?:${longestFirst.join("|")}))$`, "i");
const SHARE = new RegExp(`^(${NUMBER})\\s*%$`);
const DURATIONS = new RegExp(`(?<![\\w.])(${NUMBER})(\\s*(?:${[...DURATION.units.keys()].join("|")}))(?![\\w])`, "g");

/** In the order of the file. The counts of a recording are measured, so only its scale is included. */
export function numbersIn({ content }: SourceNode): ModelNumber[] {
  if (!isMap(content)) return [];
  return ["traffic", "parts"].flatMap((section) => {
    const node = content.get(section);
    return node === undefined ? [] : leaves(node, [section]);
  });
}

function leaves({ content }: SourceNode, path: KnobPath): ModelNumber[] {
  if (isList(content)) return content.flatMap((item, i) => leaves(item, [...path, i]));
  if (isMap(content)) {
    return chosenKeys([...content.keys()]).flatMap((key) => {
      const node = content.get(key);
      return node === undefined ? [] : leaves(node, [...path, key]);
    });
  }
  return scaled(content, 0.5) === null && scaled(content, 1.5) === null ? [] : [{ path, written: content }];
}

/**
 * The value times `factor`, as one would write it: a count stays whole and moves by one at least, a share stays at 100
 * % or below, and all durations of a distribution are scaled, which keeps its shape. Null if nothing changes.
 */
export function scaled(written: ScalarValue, factor: number): string | number | null {
  if (typeof written === "number") return scaledNumber(written, factor);
  if (typeof written !== "string") return null;
  const text = written.trim();
  if (/^\d+$/.test(text)) return scaledNumber(Number(text), factor);
  const share = SHARE.exec(text);
  if (share !== null) {
    const percent = number(share[1]);
    const after = Math.min(100, tidy(percent * factor));
    return after === percent ? null : `${after}%`;
  }
  const quantity = QUANTITY.exec(text);
  if (quantity !== null) return number(quantity[1]) === 0 ? null : tidy(number(quantity[1]) * factor) + quantity[2];
  if (!/^[a-z]+\(.*\)$/.test(text)) return null;
  const after = text.replace(DURATIONS, (_, value: string, unit: string) => tidy(number(value) * factor) + unit);
  return after === text ? null : after;
}

function scaledNumber(value: number, factor: number): number | null {
  if (value === 0) return null;
  if (!Number.isInteger(value)) return tidy(value * factor);
  const after = Math.round(value * factor);
  const moved = after === value ? value + Math.sign(factor - 1) : after;
  return moved < 1 ? null : moved;
}

const number = (text: string): number => Number(text.replaceAll("_", ""));
const tidy = (value: number): number => Number(value.toPrecision(6));
