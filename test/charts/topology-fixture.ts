/** Pictures of models that never were: the stages of the semi-final, and forty parts of every shape. */
import type { Findings, VariantFindings } from "../../src/analysis/findings/findings.js";
import type {
  EdgeKind,
  Shape,
  TopologyEdge,
  TopologyFindings,
  TopologyNode,
} from "../../src/analysis/findings/topology-findings.js";
import { beside } from "../../src/charts/topology/beside.js";
import { pictureChart } from "../../src/charts/topology/topology.js";

const SHAPES: Readonly<Record<string, Shape>> = {
  host: "frame",
  database: "cylinder",
  cache: "folder",
  worker: "pipe",
  topic: "fan",
  pooler: "hexagon",
  module: "compartment",
};

const source = (name: string, perSecond: number): TopologyNode => ({
  name,
  type: "traffic",
  shape: "people",
  facts: [`up to ${perSecond}/s`],
});

const edge = (from: string, to: string, kind: EdgeKind, perSecond: number | null): TopologyEdge => ({
  from,
  to,
  kind,
  what: ["browse", "search", "checkout"],
  perSecond,
});

const KINDS: Readonly<Record<string, EdgeKind>> = { cache: "look-up", database: "query", worker: "message" };

function ofVariant({ parts, saturation, overTime }: VariantFindings): TopologyFindings {
  const nodes = Object.entries(parts).map(([name, { type, busiest }]): TopologyNode => {
    const rank = saturation.findIndex(({ part }) => part === name);
    const seen = overTime.resources.find(({ part, resource }) => part === name && resource === busiest);
    const [given] = rank < 0 ? [] : saturation.slice(rank);
    return {
      name,
      type,
      shape: SHAPES[type] ?? "box",
      facts: type === "cache" ? ["hit 91%", "catalogue"] : ["4 × 8 cores", "64 threads each"],
      ...(seen === undefined
        ? {}
        : { use: { resource: seen.resource, share: Math.max(...seen.utilisation!), queue: 12 } }),
      ...(given === undefined ? {} : { gives: { resource: given.resource, rank: rank + 1, atMs: given.atMs } }),
    };
  });
  const [first, ...others] = nodes;
  return {
    used: "peak",
    nodes: [source("shoppers", 4_800), ...nodes],
    edges: [
      edge("shoppers", first!.name, "call", 4_800),
      ...others.map(({ name, type }, i) => edge(first!.name, name, KINDS[type] ?? "call", 4_800 / (i + 1))),
    ],
  };
}

export const pictured = (findings: Findings): Findings => ({
  ...findings,
  variants: findings.variants.map((variant) => ({ ...variant, topology: ofVariant(variant) })),
});

const TYPES = [
  "service",
  "service",
  "database",
  "cache",
  "worker",
  "topic",
  "pooler",
  "module",
  "dead-letters",
  "outbox",
];

/** So many parts in six rows, each asked by one or two of the row before. */
export function manyParts(count: number, name = (i: number): string => `part-${i}`): TopologyFindings {
  const rows = 6;
  const nodes = Array.from({ length: count }, (_, i): TopologyNode => {
    const type = TYPES[i % TYPES.length]!;
    const share = ((i * 37) % 101) / 100;
    return {
      name: name(i),
      type,
      shape: SHAPES[type] ?? (type === "outbox" || type === "dead-letters" ? "pipe" : "box"),
      facts: ["2 × 4 cores", "64 threads each", "queue of 500"].slice(0, 1 + (i % 3)),
      use: { resource: "cores", share, queue: i },
      ...(i % 11 === 5 ? { region: "eu-central" } : {}),
      ...(share > 0.95 ? { gives: { resource: "cores", rank: 1 + (i % 2), atMs: 60_000 * i } } : {}),
    };
  });
  const asks = nodes.flatMap(({ name: to, type }, i): TopologyEdge[] => {
    const from = i < rows ? [] : [nodes[i - rows]!, ...(i % 4 === 0 ? [nodes[i - rows + 1]!] : [])];
    return from.map((each) => edge(each.name, to, KINDS[type] ?? "call", i % 7 === 0 ? null : 10 * i));
  });
  const entries = nodes.slice(0, rows).map(({ name: to }, i) => edge("shoppers", to, "call", 100 * i));
  return { used: "mean", nodes: [source("shoppers", 1_500), ...nodes], edges: [...entries, ...asks] };
}

export const withTopology = (findings: Findings, topology: TopologyFindings): Findings => ({
  ...findings,
  variants: findings.variants.slice(0, 1).map((variant) => ({ ...variant, topology })),
});

/** What the game day of the shop breaks. */
export const dayParts: TopologyFindings = {
  ...manyParts(4),
  nodes: [source("users", 20), ...manyParts(4, (i) => ["web", "pay", "db", "cache"][i]!).nodes.slice(1)],
  edges: [edge("users", "web", "call", 20), edge("web", "pay", "call", 20), edge("web", "db", "query", 9)],
};

/** A third of the parts is another, one is gone and one is new. */
export function changedPicture(count: number): string {
  const base = manyParts(count);
  const nodes = base.nodes.slice(0, -1).map((node, i) => (i % 3 === 0 ? { ...node, facts: ["8 × 16 cores"] } : node));
  const fresh: TopologyNode = { name: "a-new-cache", type: "cache", shape: "folder", facts: ["hit 80%"] };
  const edges = [...base.edges, edge("part-0", fresh.name, "look-up", 44)];
  const picture = beside(base, { ...base, nodes: [...nodes, fresh], edges });
  const sourced = { name: "m", seed: "1", version: "0", window: { replications: 3 }, variants: [] };
  return pictureChart(sourced, picture, { title: "It changes", subtitle: "", description: "It changes." }, String);
}
