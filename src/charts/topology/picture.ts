/** What is drawn: a topology, and what is marked in it: changes, faults, moments. */
import type { TopologyEdge, TopologyFindings, TopologyNode } from "../../analysis/findings/topology-findings.js";

export type ChangeSign = "+" | "−" | "~";

export interface Note {
  readonly text: string;
  readonly isBad?: boolean;
}

export interface PictureNode extends TopologyNode {
  readonly sign?: ChangeSign; // Against the base.
  readonly wasUsed?: number; // Share of the same resource, before.
  readonly notes?: readonly Note[]; // Lines of their own, below all else.
  readonly isWorst?: boolean; // Of what is marked.
}

export interface PictureEdge extends TopologyEdge {
  readonly wasPerSecond?: number; // Where it is another.
  readonly sign?: ChangeSign;
}

export interface Picture {
  readonly used: TopologyFindings["used"];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** From which on a resource is drawn as nearly full. */
export const NEARLY_FULL = 0.8;

/** Listed below, and told at the arrows that go over it. */
export const isLink = ({ shape }: TopologyNode): boolean => shape === "line";

/** The region, then the host or the service in whose process it runs, which stands in its frame too. */
export function framesOf(node: PictureNode, all: readonly PictureNode[]): readonly string[] {
  const holds = all.some(({ inside }) => inside === node.name);
  const around = node.inside ?? (holds ? node.name : undefined);
  const outer = around === undefined ? undefined : all.find(({ name }) => name === around);
  const further = outer?.inside === undefined || outer.inside === around ? [] : [`process ${outer.inside}`];
  const region = (outer ?? node).region;
  const alike = node.region === region ? region : undefined;
  return [
    ...(alike === undefined ? [] : [`region ${alike}`]),
    ...further,
    ...(around === undefined ? [] : [`process ${around}`]),
  ];
}
