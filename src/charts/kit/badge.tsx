/** A number in a disc: filled if certain or first, otherwise outlined. */
import { paint, type ToneName } from "./colours.js";
import { Label } from "./label.js";
import { round } from "./numbers.js";

export const badgeRadius = 7;

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
      <Label x={x} y={y + 3.3} size={text.length > 1 ? 8 : 9.5} bold anchor="middle" tone={open ? tone : "paper"}>
        {text}
      </Label>
    </>
  );
}
