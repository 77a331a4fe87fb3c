/** Which variants of a study are built alike, so that each way of building it is drawn once. */
import type { Findings, TopologyFindings } from "../../analysis/findings/findings.js";
import { numberedName } from "../kit/words.js";
import { factChanges } from "./beside.js";

export interface Structure {
  readonly variants: readonly number[]; // Their indexes; the first is drawn.
  readonly topology: TopologyFindings;
}

/** Same parts at the same places, and the same questions; of each there may be more or less. */
const builtAs = ({ nodes, edges }: TopologyFindings): string =>
  JSON.stringify([
    nodes.map(({ name, type, inside, region }) => [name, type, inside, region]),
    edges.map(({ from, to, kind, link }) => [from, to, kind, link]),
  ]);

export function structuresIn({ variants }: Findings): readonly Structure[] {
  const found = new Map<string, Structure>();
  variants.forEach(({ topology }, i) => {
    if (topology === undefined) return;
    const key = builtAs(topology);
    const known = found.get(key);
    found.set(key, { topology: known?.topology ?? topology, variants: [...(known?.variants ?? []), i] });
  });
  return [...found.values()];
}

const SAID_MOST = 6;

/** "2 Four replicas: db: 0 replicas → 4 replicas", of each that is not drawn itself. */
export function alikeWords(findings: Findings, { topology, variants }: Structure): readonly string[] {
  const others = variants.slice(1);
  const words = others.map((i) => {
    const changes = (findings.variants[i]?.topology?.nodes ?? []).flatMap((node) => {
      const before = topology.nodes.find(({ name }) => name === node.name);
      const changed = before === undefined ? [] : factChanges(before, node);
      return changed.length === 0 ? [] : [`${node.name} ${changed.join(", ")}`];
    });
    return `${numberedName(findings, i)}: ${changes.length === 0 ? "the same parts" : changes.join("; ")}`;
  });
  const more = words.length - SAID_MOST;
  return more > 1 ? [...words.slice(0, SAID_MOST), `and ${more} more variants of the same parts`] : words;
}
