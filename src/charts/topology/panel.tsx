/** One topology: frames, arrows, boxes, and the links below. */

import type { EdgeKind } from "../../analysis/findings/topology-findings.js";
import { paint } from "../kit/colours.js";
import { Label } from "../kit/marks.js";
import { largest, round } from "../kit/numbers.js";
import { shorten } from "../kit/text.js";
import { ArrowKey, ArrowLabel, ArrowLine, labelOf, rateWords, sizeOf, type Telling } from "./arrows.js";
import { NodeBox } from "./box.js";
import { type Box, type Laid, layOut } from "./lay-out.js";
import { type BoxText, boxText } from "./lines.js";
import { framesOf, isLink, type Picture, type PictureNode } from "./picture.js";

export interface Panel {
  readonly picture: Picture;
  readonly laid: Laid;
  readonly texts: ReadonlyMap<string, BoxText>;
  readonly labels: readonly (readonly string[])[]; // Of each arrow.
  readonly keys: readonly EdgeKind[]; // Of a key to the arrows; none where their labels say it.
  readonly links: readonly LinkRow[];
  readonly width: number;
  readonly height: number;
}

interface LinkRow {
  readonly node: PictureNode;
  readonly text: BoxText;
  readonly x: number;
  readonly y: number;
}

export interface PanelRoom {
  readonly width: number;
  readonly widest: number; // Where there is too much for that.
}

const FEW = 9; // Arrows: then there is room for what they ask.
const margin = 10; // For badges and wide borders.
const linkGap = 14;
const keyHeight = 24;

/** As much as there is room for. @param when says a moment */
export function panelOf(picture: Picture, room: PanelRoom, when: (ms: number) => string): Panel {
  const names = new Set(picture.nodes.filter((node) => !isLink(node)).map(({ name }) => name));
  const edges = picture.edges.filter(({ from, to }) => names.has(from) && names.has(to));
  const drawn = { ...picture, edges };
  const ways: readonly Telling[] = edges.length <= FEW ? ["all", "how"] : ["how"];
  for (const telling of ways) {
    const panel = panelFor(drawn, telling, { width: room.width - 2 * margin }, when);
    if (panel.width <= room.width) return panel;
  }
  const tight = { width: room.widest - 2 * margin, isTight: true };
  const framed = panelFor(withRates(drawn), "nothing", tight, when);
  if (framed.width <= room.widest || framed.laid.frames.size === 0) return framed;
  return panelFor(withRates(withoutFrames(drawn)), "nothing", tight, when);
}

/** Each box says where it is, where frames would need too much room. */
const withoutFrames = (picture: Picture): Picture => ({
  ...picture,
  nodes: picture.nodes.map(({ region, inside, ...node }) => {
    const places = [inside, region].flatMap((place) => (place === undefined ? [] : [`in ${place}`]));
    return { ...node, facts: [...places, ...node.facts] };
  }),
});

/** Each box says how often it is asked, where its arrows have no room to. */
const withRates = (picture: Picture): Picture => ({
  ...picture,
  nodes: picture.nodes.map((node) => {
    const rates = picture.edges.filter(({ to, kind }) => to === node.name && kind !== "parked");
    const perSecond = rates.reduce(
      (sum: number | null, edge) => (sum === null || edge.perSecond === null ? null : sum + edge.perSecond),
      0,
    );
    return rates.length === 0 || perSecond === null
      ? node
      : { ...node, facts: [`asked ${rateWords(perSecond)}`, ...node.facts] };
  }),
});

function panelFor(
  picture: Picture,
  telling: Telling,
  room: { readonly width: number; readonly isTight?: boolean },
  when: (ms: number) => string,
): Panel {
  const { edges } = picture;
  const { isTight = false } = room;
  const nodes = picture.nodes.filter((node) => !isLink(node));
  const texts = new Map(nodes.map((node) => [node.name, boxText(node, when, isTight)]));
  const labels = edges.map((edge) => labelOf(edge, telling));
  const boxes = nodes.map((node): Box => {
    const { width, height } = texts.get(node.name)!;
    return { id: node.name, width, height, frames: framesOf(node, nodes) };
  });
  const arrows = edges.map(({ from, to }, i) => ({ from, to, label: sizeOf(labels[i]!) }));
  const laid = layOut(boxes, arrows, room);
  const top = laid.height + 2 * margin;
  const { rows, height } = linkRows(
    picture.nodes.filter(isLink).map((node) => ({ node: withEnds(node), text: boxText(withEnds(node), when) })),
    laid.width + 2 * margin,
  );
  const keys = telling === "nothing" ? KINDS.filter((kind) => edges.some((edge) => edge.kind === kind)) : [];
  return {
    picture: { ...picture, nodes },
    laid,
    texts,
    labels,
    keys,
    links: rows.map((row) => ({ ...row, y: row.y + top })),
    width: laid.width + 2 * margin,
    height: top + height + (keys.length === 0 ? 0 : keyHeight),
  };
}

const KINDS: readonly EdgeKind[] = ["call", "query", "look-up", "message", "parked"];

/** "ocean: eu – us". */
const withEnds = (node: PictureNode): PictureNode =>
  node.between === undefined ? node : { ...node, type: "", facts: [`link ${node.between.join(" – ")}`, ...node.facts] };

function linkRows(all: readonly { readonly node: PictureNode; readonly text: BoxText }[], width: number) {
  const rows: LinkRow[] = [];
  let [x, y, tallest] = [margin, linkGap, 0];
  for (const { node, text } of all) {
    if (x > margin && x + text.width > width - margin) [x, y, tallest] = [margin, y + tallest + linkGap, 0];
    rows.push({ node, text, x, y });
    x += text.width + linkGap;
    tallest = Math.max(tallest, text.height);
  }
  return { rows, height: rows.length === 0 ? 0 : y + tallest + margin };
}

export function TopologyPanel({ panel }: { panel: Panel }) {
  const { picture, laid, texts, labels, links, keys } = panel;
  const most = largest(picture.edges.map(({ perSecond }) => perSecond)) ?? 0;
  return (
    <>
      <g transform={`translate(${margin} ${margin})`}>
        {[...laid.frames].map(([name, { x, y, width, height }]) => (
          <>
            <rect
              x={round(x - width / 2)}
              y={round(y - height / 2)}
              width={round(width)}
              height={round(height)}
              rx={6}
              {...paint({ fill: "cell", stroke: "grid" })}
            />
            {name.startsWith("region ") && (
              <Label x={x - width / 2 + 8} y={y - height / 2 + 13} size={10.5} bold tone="muted" halo>
                {shorten(name, width - 16, { size: 10.5, bold: true })}
              </Label>
            )}
          </>
        ))}
        {picture.edges.map((edge, i) => (
          <ArrowLine edge={edge} laid={laid.arrows[i]!} most={most} isDownwards={laid.isDownwards} />
        ))}
        {picture.nodes.map((node) => (
          <NodeBox node={node} text={texts.get(node.name)!} at={laid.boxes.get(node.name)!} />
        ))}
        {picture.edges.map((edge, i) => (
          <ArrowLabel edge={edge} lines={labels[i]!} laid={laid.arrows[i]!} />
        ))}
      </g>
      <g transform={`translate(${margin} 0)`}>
        <ArrowKey kinds={keys} y={panel.height - keyHeight / 2} />
      </g>
      {links.map(({ node, text, x, y }) => (
        <NodeBox
          node={node}
          text={text}
          at={{ x: x + text.width / 2, y: y + text.height / 2, width: text.width, height: text.height }}
        />
      ))}
    </>
  );
}
