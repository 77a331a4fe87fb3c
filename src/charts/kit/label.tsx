/** Text marks. All chart text goes through here, so that all of it is cleaned. */
import { clean } from "../../text/safe-text.js";
import { paint, type ToneName } from "./colours.js";
import { round } from "./numbers.js";

export interface LabelProps {
  readonly x: number;
  readonly y: number; // Of the baseline.
  readonly children: string;
  readonly size?: number;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
  readonly tone?: ToneName;
  readonly halo?: boolean; // An outline in the paper's colour, for text on top of marks.
}

export function Label({ x, y, children, size = 11, bold = false, anchor = "start", tone = "ink", halo }: LabelProps) {
  const rim = halo ? { ...paint({ fill: tone, stroke: "paper" }), "stroke-width": 3, "paint-order": "stroke" } : null;
  return (
    <text
      x={round(x)}
      y={round(y)}
      font-size={size}
      font-weight={bold ? 700 : undefined}
      text-anchor={anchor === "start" ? undefined : anchor}
      {...(rim ?? paint({ fill: tone }))}
    >
      {clean(children)}
    </text>
  );
}

/** Lines of text, one below the other; `y` is the baseline of the first. */
export function Lines({
  lines,
  y,
  leading,
  ...rest
}: Omit<LabelProps, "children"> & { lines: readonly string[]; leading: number }) {
  return lines.map((line, i) => (
    <Label {...rest} y={y + i * leading}>
      {line}
    </Label>
  ));
}
