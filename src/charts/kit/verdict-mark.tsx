/** The mark of a verdict: filled dot for met, open dot for unknown, cross for missed. */
import type { Verdict } from "../../analysis/findings/findings.js";
import { paint, type ToneName } from "./colours.js";
import { round } from "./numbers.js";
import { Path } from "./path-mark.js";

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
