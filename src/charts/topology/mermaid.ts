/** A topology as a flowchart of Mermaid, which GitHub and GitLab draw from text. */
import type { EdgeKind, Shape } from "../../analysis/findings/topology-findings.js";
import { wholeShare } from "../kit/format.js";
import { labelOf, type Telling } from "./arrows.js";
import { framesOf, isLink, NEARLY_FULL, type Picture, type PictureNode } from "./picture.js";

const MOST = 20_000; // Characters: a comment has room for 65,000 in all.

/** Fenced, for markdown; what is said grows less until it fits. Empty if even the names do not. */
export function mermaidBlock(picture: Picture, most = MOST): string {
  for (const telling of ["all", "how", "nothing"] as const) {
    const text = `\`\`\`mermaid\n${mermaid(picture, telling)}\n\`\`\``;
    if (text.length <= most) return text;
  }
  return "";
}

/** @param telling how much is said of boxes and arrows */
export function mermaid(picture: Picture, telling: Telling = "all"): string {
  const nodes = picture.nodes.filter((node) => !isLink(node));
  const ids = new Map(nodes.map(({ name }, i) => [name, `n${i}`]));
  const lines = ["flowchart LR", ...framed(nodes, ids, [], telling)];
  for (const edge of picture.edges) {
    const [from, to] = [ids.get(edge.from), ids.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    const label = labelOf(edge, telling).map(escaped).join("<br/>");
    lines.push(`  ${from} ${ARROWS[edge.kind]}${label === "" ? "" : `|"${label}"|`} ${to}`);
  }
  for (const node of nodes) {
    const look = lookOf(node);
    if (look !== null) lines.push(`  class ${ids.get(node.name)} ${look}`);
  }
  return [...lines, ...CLASSES].join("\n");
}

/** Boxes, and frames with what is in them. */
function framed(
  nodes: readonly PictureNode[],
  ids: ReadonlyMap<string, string>,
  around: readonly string[],
  telling: Telling,
): string[] {
  const depth = around.length;
  const indent = "  ".repeat(depth + 1);
  const frames = new Map<string, PictureNode[]>();
  const lines: string[] = [];
  for (const node of nodes) {
    const frame = framesOf(node, nodes)[depth];
    if (frame === undefined) lines.push(`${indent}${ids.get(node.name)}${shaped(node, telling)}`);
    else frames.set(frame, [...(frames.get(frame) ?? []), node]);
  }
  for (const [frame, inside] of frames) {
    const id = [...around, frame].map(
      (each) => `f${[...each].map((one) => one.codePointAt(0)!.toString(36)).join("")}`,
    );
    const title = frame.startsWith("region ") ? escaped(frame) : " ";
    lines.push(
      `${indent}subgraph ${id.join("_")}["${title}"]`,
      ...within(inside, nodes, ids, [...around, frame], telling),
    );
    lines.push(`${indent}end`);
  }
  return lines;
}

/** The frames of a box depend on all boxes. */
function within(
  inside: readonly PictureNode[],
  all: readonly PictureNode[],
  ids: ReadonlyMap<string, string>,
  around: readonly string[],
  telling: Telling,
): string[] {
  const names = new Set(inside.map(({ name }) => name));
  return framed(
    all.filter(({ name }) => names.has(name)),
    ids,
    around,
    telling,
  );
}

const SHAPES: Readonly<Record<Shape, readonly [string, string]>> = {
  box: ["[", "]"],
  people: ["([", "])"],
  cylinder: ["[(", ")]"],
  folder: [">", "]"],
  pipe: ["[[", "]]"],
  fan: ["[/", "/]"],
  hexagon: ["{{", "}}"],
  compartment: ["[", "]"],
  frame: ["[", "]"],
  line: ["[", "]"],
};

const ARROWS: Readonly<Record<EdgeKind, string>> = {
  call: "-->",
  query: "-->",
  "look-up": "-.->",
  message: "-.->",
  parked: "-.-x",
};

function shaped(node: PictureNode, telling: Telling): string {
  const { name, shape, type, facts, use, wasUsed, sign, notes = [] } = node;
  const [open, close] = SHAPES[shape];
  const was = wasUsed === undefined || use === undefined ? "" : `${wholeShare(wasUsed)} → `;
  const used = use === undefined ? [] : [`${use.resource} ${was}${wholeShare(use.share)}`];
  const said = [...(type === "traffic" ? [] : [type]), ...(telling === "all" ? facts : [])].join(", ");
  const lines = [
    `${sign === undefined ? "" : `${sign} `}${name}`,
    ...(said === "" || telling === "nothing" ? [] : [said]),
    ...used,
    ...notes.map(({ text }) => text),
  ];
  return `${open}"${lines.map(escaped).join("<br/>")}"${close}`;
}

/** By number, but for what can end nothing. */
const escaped = (text: string): string =>
  [...text.replaceAll(/\s+/g, " ")]
    .map((one) => (/[\p{L}\p{N} .,:;/%()→−×–+~…_-]/u.test(one) ? one : `#${one.codePointAt(0)};`))
    .join("");

function lookOf({ sign, gives, use, isWorst }: PictureNode): string | null {
  if (sign !== undefined) return { "+": "added", "−": "removed", "~": "changed" }[sign];
  return gives?.rank === 1 || isWorst || (use?.share ?? 0) > NEARLY_FULL ? "full" : null;
}

const CLASSES = [
  "  classDef full stroke:#e0762f,stroke-width:4px",
  "  classDef added stroke:#00a37a,stroke-width:4px",
  "  classDef changed stroke:#3a8fd0,stroke-width:3px",
  "  classDef removed stroke-dasharray:5 4,opacity:0.7",
];
