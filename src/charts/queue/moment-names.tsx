/** The names of what is shaded, at the top of the strip. */
import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Scale } from "../kit/axes.js";
import { Label } from "../kit/marks.js";
import { shorten, widthOf } from "../kit/text.js";

const type = { size: 10.5 };
const rowHeight = 13;
const MOST_ROWS = 2;
const MOST_WIDTH = 220;

interface Named {
  readonly text: string;
  readonly x: number; // Of its left end.
  readonly width: number;
  readonly row: number;
}

export function MomentNames({ findings, x }: { readonly findings: Findings; readonly x: Scale }) {
  return namesOf(findings, x).map(({ text, x: at, row }) => (
    <Label x={at} y={12 + row * rowHeight} {...type} tone="ink" halo>
      {text}
    </Label>
  ));
}

/** Each where it begins, or as far left as it fits; the same name at the same place stands once. */
function namesOf({ moments, spike }: Findings, x: Scale): readonly Named[] {
  const [from, to] = x.domain() as [number, number];
  const [, end] = x.range() as [number, number];
  const all = moments ?? (spike === null ? [] : [{ ...spike, name: spike.label }]);
  const placed: Named[] = [];
  for (const { name, fromMs, toMs } of all) {
    if (!(toMs >= from && fromMs < to)) continue;
    const text = shorten(clean(name), MOST_WIDTH, type);
    const width = widthOf(text, type);
    const at = Math.max(3, Math.min(x(Math.max(from, fromMs)) + 3, end - width));
    if (placed.some((other) => other.text === text && Math.abs(other.x - at) < width)) continue;
    const isFree = (row: number): boolean =>
      !placed.some((other) => other.row === row && other.x < at + width + 6 && at < other.x + other.width + 6);
    const row = [...Array(MOST_ROWS).keys()].find(isFree);
    if (row !== undefined) placed.push({ text, x: at, width, row });
  }
  return placed;
}
