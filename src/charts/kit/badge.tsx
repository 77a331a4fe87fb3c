/** Marks that say one thing: a number in a disc, and a verdict. */

import type { Verdict } from "../../analysis/findings/findings.js";
import { paint, type ToneName } from "./colours.js";
import { Label, Path } from "./marks.js";
import { round } from "./numbers.js";

export const badgeRadius = 7;

/** Filled if certain or first, otherwise outlined. */
export function Badge({
  x,
  y,
  number,
  tone,
  open = false,
}: {
  x: number;
  y: number;
  number: number;
  tone: ToneName;
  open?: boolean;
}) {
  const text = String(number);
  const colours = open ? ({ fill: "paper", stroke: tone } as const) : ({ fill: tone, stroke: tone } as const);
  return (
    <>
      <circle cx={round(x)} cy={round(y)} r={badgeRadius} {...paint(colours)} stroke-width={1.4} />
      <Label x={x} y={y + 3.3} size={text.length > 1 ? 8.5 : 10} bold anchor="middle" tone={open ? tone : "paper"}>
        {text}
      </Label>
    </>
  );
}

/** The mark of a verdict: filled dot for met, open dot for unknown, cross for missed. */
export const markRadius = 4.5;

export const toneOf: Record<Verdict, ToneName> = { met: "good", missed: "bad", unknown: "muted" };

interface VerdictMarkProps {
  readonly x: number;
  readonly y: number;
  readonly verdict: Verdict;
  readonly tone?: ToneName;
}

export function VerdictMark({ x, y, verdict, tone = toneOf[verdict] }: VerdictMarkProps) {
  if (verdict === "missed") {
    const [cx, r] = [round(x), markRadius - 0.5];
    const arm = `M${round(cx - r)},${round(y - r)}L${round(cx + r)},${round(y + r)}`;
    return (
      <Path d={`${arm}M${round(cx - r)},${round(y + r)}L${round(cx + r)},${round(y - r)}`} stroke={tone} width={2.5} />
    );
  }
  const isOpen = verdict === "unknown";
  return (
    <circle
      cx={round(x)}
      cy={round(y)}
      r={markRadius}
      {...paint({ fill: isOpen ? "paper" : tone, stroke: tone })}
      stroke-width={isOpen ? 2 : 0}
    />
  );
}
