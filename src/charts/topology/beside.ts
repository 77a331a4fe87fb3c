/** Two topologies in one picture: what is added, what is gone and what is another. */
import type { ChangeFindings } from "../../analysis/findings/diff-findings.js";
import type { TopologyEdge, TopologyFindings, TopologyNode } from "../../analysis/findings/topology-findings.js";
import { widthOf } from "../kit/text.js";
import { factType } from "./lines.js";
import type { Note, Picture, PictureEdge, PictureNode } from "./picture.js";

const OTHER_RATE = 0.01; // As a share: less is not another rate.
const NOTES_MOST = 3;
const VALUE_WIDTH = 70;

/** @param changes of the files; without them a changed part tells its facts before and after */
export function beside(base: TopologyFindings, now: TopologyFindings, changes?: readonly ChangeFindings[]): Picture {
  const before = new Map(base.nodes.map((node) => [node.name, node]));
  const after = new Set(now.nodes.map(({ name }) => name));
  const edgesBefore = new Map(base.edges.map((edge) => [keyOf(edge), edge]));
  const edgesAfter = new Set(now.edges.map(keyOf));
  return {
    used: now.used,
    nodes: [
      ...now.nodes.map((node) => nodeBeside(before.get(node.name), node, changes)),
      ...base.nodes
        .filter(({ name }) => !after.has(name))
        .map(({ use: _use, gives: _gives, ...node }): PictureNode => ({ ...node, sign: "−" })),
    ],
    edges: [
      ...now.edges.map((edge) => edgeBeside(edgesBefore.get(keyOf(edge)), edge)),
      ...base.edges.filter((edge) => !edgesAfter.has(keyOf(edge))).map((edge): PictureEdge => ({ ...edge, sign: "−" })),
    ],
  };
}

const keyOf = ({ from, to, kind }: TopologyEdge): string => `${from} ${to} ${kind}`;

function nodeBeside(
  before: TopologyNode | undefined,
  node: TopologyNode,
  changes: readonly ChangeFindings[] | undefined,
): PictureNode {
  if (before === undefined) return { ...node, sign: "+" };
  const notes = changes === undefined ? factNotes(before, node) : changeNotes(node.name, changes);
  const wasUsed = before.use?.resource === node.use?.resource ? before.use?.share : undefined;
  const known = { ...node, ...(wasUsed === undefined ? {} : { wasUsed }) };
  if (notes.length === 0) return known;
  const facts = changes === undefined ? node.facts.filter((fact) => before.facts.includes(fact)) : node.facts;
  return { ...known, facts, sign: "~", notes };
}

/** "2 × 2 cores → 4 × 2 cores". */
export function factChanges(before: TopologyNode, after: TopologyNode): readonly string[] {
  const gone = before.facts.filter((fact) => !after.facts.includes(fact));
  const fresh = after.facts.filter((fact) => !before.facts.includes(fact));
  if (gone.length === fresh.length) return gone.map((fact, i) => `${fact} → ${fresh[i]}`);
  return [...fresh.map((fact) => `+ ${fact}`), ...gone.map((fact) => `− ${fact}`)];
}

const factNotes = (before: TopologyNode, after: TopologyNode): readonly Note[] =>
  factChanges(before, after).map((text) => ({ text }));

/** "pool.connections 20 → 40", of what the files say of it. */
function changeNotes(name: string, changes: readonly ChangeFindings[]): readonly Note[] {
  const own = changes.flatMap(({ path, before, after }) => {
    const [section, part, ...rest] = path.split(".");
    if (part !== name || !["parts", "traffic", "links"].includes(section ?? "") || rest.length === 0) return [];
    return [changeWords(rest.slice(-2).join("."), before, after)];
  });
  const more = own.length - NOTES_MOST;
  const shown = more > 1 ? [...own.slice(0, NOTES_MOST), `and ${more} more`] : own;
  return shown.map((text) => ({ text }));
}

/** "pool.connections 20 → 40", "+ queue 500", "− checkout.4"; of what is no plain value "checkout.4 is another". */
function changeWords(where: string, before: string | null, after: string | null): string {
  const [was, is] = [before, after].map((value) => (value === null || !isPlain(value) ? null : value));
  if (before === null) return is == null ? `+ ${where}` : `+ ${where} ${is}`;
  if (after === null) return `− ${where}`;
  return was == null || is == null ? `${where} is another` : `${where} ${was} → ${is}`;
}

/** Neither a map nor a list nor so long that it would be cut. */
const isPlain = (value: string): boolean => !/[{}[\]\n]/.test(value) && widthOf(value, factType) <= VALUE_WIDTH;

function edgeBeside(before: TopologyEdge | undefined, edge: TopologyEdge): PictureEdge {
  if (before === undefined) return { ...edge, sign: "+" };
  const [was, is] = [before.perSecond, edge.perSecond];
  if (was === null || is === null || Math.abs(is - was) <= OTHER_RATE * Math.max(is, was)) return edge;
  return { ...edge, wasPerSecond: was };
}
