/** The picture of a model as plain data, with what comes to each resource where nothing has been simulated. */
import type { TopologyEdge, TopologyFindings, TopologyNode } from "../../analysis/findings/topology-findings.js";
import { senseOf } from "../../model/check/check-sense.js";
import { KINDS, partKindOf } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";
import { isModule, processesOf } from "../../model/language/processes.js";
import { linkFrom } from "../../model/parts/network-link/between.js";
import { actsOf, partsIn } from "../../model/timeline/entries.js";
import { trafficFacts } from "../../model/traffic/drawn.js";
import { askedIn } from "./asked.js";

/** @param model without mistakes @param rated the same with a rate for users who wait for answers, where one is known */
export function topologyOf(model: Model, rated: Model = model): TopologyFindings {
  return { used: "asked", nodes: [...sourcesIn(model), ...partsOf(model)], edges: edgesIn(rated) };
}

const sourcesIn = (model: Model): TopologyNode[] =>
  Object.entries(model.traffic).map(([name, source]) => ({
    name,
    type: "traffic",
    shape: "people",
    facts: [...trafficFacts(source)],
    ...placeOf(model, name),
  }));

function partsOf(model: Model): TopologyNode[] {
  const strikes = strikesIn(model);
  return Object.entries(model.parts).flatMap(([name, options]) => {
    const drawn = partKindOf(options)?.drawn(options as never, model);
    if (drawn === undefined) return [];
    const [process, ...others] = isModule(model.parts, KINDS, name) ? processesOf(model.parts, KINDS, name) : [];
    const inside = drawn.inside ?? (others.length === 0 ? process : undefined);
    const struck = strikes.filter(({ part }) => part === name).map(({ part: _, ...each }) => each);
    const use = askedFor(model, name);
    return {
      name,
      type: options.type,
      shape: drawn.shape,
      facts: [...drawn.facts],
      ...(drawn.between === undefined ? {} : { between: [...drawn.between] }),
      ...(inside === undefined ? {} : { inside }),
      ...placeOf(model, name),
      ...(use === null ? {} : { use }),
      ...(struck.length === 0 ? {} : { struck }),
    };
  });
}

function placeOf({ regions }: Model, name: string): Pick<TopologyNode, "region"> {
  const region = Object.keys(regions).find((each) => regions[each]?.includes(name));
  return region === undefined ? {} : { region };
}

/** Of the resource that is asked for most, as a share of what there is; null where nothing is limited, or asked. */
function askedFor(model: Model, part: string): TopologyNode["use"] | null {
  const [most] = senseOf(model)
    .loads.filter((load) => load.part === part && load.busy > 0)
    .map(({ resource, busy, capacity }) => ({ resource, share: busy / capacity }))
    .toSorted((a, b) => b.share - a.share);
  return most ?? null;
}

/** What the timeline does to which part, and when. */
function strikesIn(model: Model) {
  return actsOf({ ...model, random: {} }).flatMap((act) => {
    if ("every" in act.when) return [];
    const { fromMs } = act.when;
    const each = new Set(partsIn(model, act));
    return [...each].map((part) => ({ part, name: act.name, what: act.kind.verb, fromMs }));
  });
}

/** One for all that one asks another in one way. */
function edgesIn(model: Model): TopologyEdge[] {
  const edges = new Map<string, TopologyEdge>();
  for (const { from, to, kind, what, perSecond } of askedIn(model)) {
    const key = `${from} ${to} ${kind}`;
    const known = edges.get(key);
    const [process = from] = isModule(model.parts, KINDS, from) ? processesOf(model.parts, KINDS, from) : [];
    const link = linkFrom(model, process, to)?.link;
    edges.set(key, {
      from,
      to,
      kind,
      what: [...new Set([...(known?.what ?? []), ...(what === null ? [] : [what])])],
      perSecond: known === undefined ? perSecond : sum(known.perSecond, perSecond),
      ...(link === undefined ? {} : { link }),
    });
  }
  return [...edges.values()].map((edge) => ({
    ...edge,
    perSecond: edge.perSecond === null ? null : plain(edge.perSecond),
  }));
}

/** Without the noise of fractions: what a share of nothing leaves is nothing. */
const plain = (perSecond: number): number => (perSecond < 1e-9 ? 0 : Number(perSecond.toPrecision(6)));

/** What holds a connection is no further question, so what is known of the rest counts. */
const sum = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);
