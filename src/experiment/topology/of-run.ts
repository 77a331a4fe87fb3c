/** The picture of a model with what a run adds: how busy each part is, what waits there, and what gave first. */

import { SATURATED } from "../../analysis/figures/saturation.js";
import type {
  EndpointFindings,
  OverTimeFindings,
  PartFindings,
  SaturationFindings,
} from "../../analysis/findings/findings.js";
import type { TopologyFindings, TopologyNode } from "../../analysis/findings/topology-findings.js";
import type { Model } from "../../model/language/model.js";
import type { Traffic } from "../../model/traffic/traffic.js";
import { topologyOf } from "./of-model.js";

export interface SeenInRun {
  readonly endpoints: Readonly<Record<string, EndpointFindings>>;
  readonly parts: Readonly<Record<string, PartFindings>>;
  readonly overTime: OverTimeFindings;
  readonly saturation: readonly SaturationFindings[];
  readonly isSteady: boolean; // The load stays as it is, so that a mean says all.
}

export function topologyInRun(model: Model, seen: SeenInRun): TopologyFindings {
  const { nodes, edges } = topologyOf(model, asMeasured(model, seen));
  return {
    used: seen.isSteady ? "mean" : "peak",
    nodes: nodes.map(({ use: _, ...node }) => ({ ...node, ...usedIn(node.name, seen), ...givesIn(node.name, seen) })),
    edges,
  };
}

/** Users who wait ask as often as they are answered, which the run tells of endpoints that only they ask. */
function asMeasured(model: Model, { endpoints }: SeenInRun): Model {
  const all = Object.entries(model.traffic);
  const traffic = all.map(([name, source]): [string, Traffic] => {
    const asked = Object.keys(source.mix);
    const isShared = all.some(([other, { mix }]) => other !== name && asked.some((each) => Object.hasOwn(mix, each)));
    const loads = asked.map((each) => endpoints[each]?.offeredLoad.value ?? null);
    if (source.rate !== undefined || isShared || loads.includes(null)) return [name, source];
    const rate = loads.reduce((sum: number, load) => sum + (load ?? 0), 0);
    return [name, { ...source, users: undefined, rate }];
  });
  return { ...model, traffic: Object.fromEntries(traffic) };
}

function usedIn(name: string, seen: SeenInRun): Pick<TopologyNode, "use"> {
  const part = Object.hasOwn(seen.parts, name) ? seen.parts[name] : undefined;
  const use = part === undefined ? null : seen.isSteady ? meanUse(part) : peakUse(name, seen);
  return use === null ? {} : { use };
}

function meanUse({ busiest, utilisation, queueLength }: PartFindings): TopologyNode["use"] | null {
  if (busiest === null || utilisation?.value == null) return null;
  return {
    resource: busiest,
    share: utilisation.value,
    ...(queueLength.value === null ? {} : { queue: queueLength.value }),
  };
}

/** In the bin of time in which any of its resources is busiest. */
function peakUse(name: string, { overTime }: SeenInRun): TopologyNode["use"] | null {
  const bins = overTime.resources.flatMap(({ part, resource, utilisation, queueLength }) =>
    part !== name || utilisation === null
      ? []
      : utilisation.map((share, bin) => ({ resource, share, queue: queueLength[bin] ?? 0 })),
  );
  return bins.reduce(
    (most: (typeof bins)[number] | null, each) => (each.share > (most?.share ?? -1) ? each : most),
    null,
  );
}

function givesIn(name: string, seen: SeenInRun): Pick<TopologyNode, "gives"> {
  const saturation = seen.saturation.filter((each) => !seen.isSteady || staysFull(each, seen));
  const at = saturation.findIndex(({ part }) => part === name);
  const found = saturation[at];
  if (found === undefined) return {};
  const { resource, atMs } = found;
  return { gives: { resource, rank: at + 1, ...(seen.isSteady ? {} : { atMs }) } };
}

/** Under a load that stays, a resource may be full for a moment by chance. */
function staysFull({ part, resource }: SaturationFindings, { overTime }: SeenInRun): boolean {
  const bins = overTime.resources.find((each) => each.part === part && each.resource === resource)?.utilisation ?? [];
  const later = bins.slice(Math.floor(bins.length / 2));
  return later.reduce((sum, share) => sum + share, 0) >= SATURATED * later.length;
}
