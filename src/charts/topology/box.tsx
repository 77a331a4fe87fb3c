/** A box: what it is, how busy it is, whether it gives first, and what is marked of it. */
import { Badge } from "../kit/badge.js";
import { paint, type ToneName } from "../kit/colours.js";
import { Label, Lines, Path } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import type { Placed } from "./lay-out.js";
import { type BoxText, factType, nameType, padding, usedType } from "./lines.js";
import { outlineOf } from "./outline.js";
import { NEARLY_FULL, type PictureNode } from "./picture.js";

const barHeight = 6;

export function NodeBox({ node, text, at }: { node: PictureNode; text: BoxText; at: Placed }) {
  const { edge, inner = "" } = outlineOf(node.shape, text);
  const border = borderOf(node);
  const x = padding + (text.width - 2 * padding - innerWidth(text, node)) / 2;
  const width = innerWidth(text, node);
  const y = text.top + padding + nameType.size - 1;
  const factsY = y + nameType.leading;
  const usedY = factsY + text.facts.length * factType.leading;
  const notesY = usedY + (text.used === null ? 0 : usedType.leading + 12);
  const share = Math.min(1, Math.max(0, node.use?.share ?? 0));
  const isFull = (node.use?.share ?? 0) > NEARLY_FULL;
  return (
    <g transform={`translate(${round(at.x - text.width / 2)} ${round(at.y - text.height / 2)})`}>
      <Path d={edge} fill="paper" {...border} />
      <Path d={inner} stroke={border.stroke} width={1} />
      <Label x={x} y={y} {...typeOf(nameType)}>
        {text.name}
      </Label>
      <Lines lines={text.facts} x={x} y={factsY} {...factType} tone="muted" />
      {text.used !== null && (
        <>
          <Label x={x} y={usedY + 1} size={usedType.size} tone={isFull ? "bad" : "ink"}>
            {text.used.resource}
          </Label>
          <Label x={x + width} y={usedY + 1} anchor="end" {...typeOf(usedType)} tone={isFull ? "bad" : "ink"}>
            {text.used.share}
          </Label>
          <rect
            x={round(x)}
            y={round(usedY + 5)}
            width={round(width)}
            height={barHeight}
            {...paint({ fill: "grid" })}
          />
          <rect
            x={round(x)}
            y={round(usedY + 5)}
            width={round(width * share)}
            height={barHeight}
            {...paint({ fill: isFull ? "badFill" : "busy" })}
          />
        </>
      )}
      {text.notes.map((note, i) => (
        <Label x={x} y={notesY + 1 + i * usedType.leading} {...typeOf(usedType)} tone={note.isBad ? "bad" : "ink"}>
          {note.text}
        </Label>
      ))}
      {node.gives?.rank === 1 && <Badge x={text.width - 3} y={3} number={1} tone="bad" />}
    </g>
  );
}

/** Of the text: what the outline's sides leave. */
function innerWidth({ width }: BoxText, { shape }: PictureNode): number {
  const sides = shape === "hexagon" || shape === "fan" || shape === "pipe" ? 12 : shape === "compartment" ? 8 : 0;
  return width - 2 * padding - 2 * sides;
}

const typeOf = ({ size, bold }: { size: number; bold?: boolean }) => ({ size, bold: bold === true });

interface Border {
  readonly stroke: ToneName;
  readonly width: number;
  readonly dashes?: string;
}

/** Nearly full and worst by colour and width, removed by dashes, so that they differ without colour too. */
function borderOf({ sign, use, gives, isWorst }: PictureNode): Border {
  if (sign === "−") return { stroke: "muted", width: 1.4, dashes: "5 4" };
  if (sign === "+") return { stroke: "good", width: 3 };
  if (gives?.rank === 1 || isWorst) return { stroke: "bad", width: 3 };
  if ((use?.share ?? 0) > NEARLY_FULL) return { stroke: "bad", width: 2 };
  return sign === "~" ? { stroke: "latency", width: 2.2 } : { stroke: "muted", width: 1.2 };
}
