/**
 * Every call that a request can make, with the calls it is made within: the static picture that the rules look at.
 * A hop that is reached in two ways is there twice. Models that passed the check have no circles.
 */

import { roundsOf } from "../check/rounds.js";
import type { Path } from "../check/sense.js";
import type { Model } from "../language/model.js";
import type { StepData } from "../language/part-kind.js";
import type { Policies } from "../language/policies.js";
import { bestHitRate, type KeysOptions } from "../parts/cache/keys.js";

export type HopVerb = "enter" | "call" | "query" | "get" | "publish";

export interface Hop {
  readonly verb: HopVerb; // "enter": a user's request itself.
  readonly from: string; // Who calls: "web.browse", a queue, or the name of the traffic.
  readonly target: string; // "db.read", "web.browse", or a cache or queue.
  readonly part: string; // Of the target.
  readonly path: Path;
  readonly policies: Policies;
  readonly within: readonly Hop[]; // The hops that wait for this one, the outermost first.
  readonly times: number; // Mean number a request of all traffic, without failures: of that traffic's share of one.
  readonly source: string; // The traffic it began with.
}

interface Place {
  readonly from: string;
  readonly path: Path;
  readonly within: readonly Hop[];
  readonly times: number;
  readonly source: string;
}

const VERBS = ["call", "query", "get", "publish"] as const;

export function hopsOf(model: Model): readonly Hop[] {
  const hops: Hop[] = [];
  for (const [source, traffic] of Object.entries(model.traffic)) {
    const mix = traffic.to === undefined ? (traffic.mix ?? {}) : { [traffic.to]: 1 };
    for (const [target, times] of Object.entries(mix))
      follow(model, hops, {
        verb: "enter",
        from: source,
        target,
        part: partOf(target),
        path: ["traffic", source],
        policies: traffic,
        within: [],
        times,
        source,
      });
  }
  return hops;
}

const partOf = (target: string): string => target.split(".")[0];

/** A hop, and all that happens where it leads. */
function follow(model: Model, hops: Hop[], hop: Hop): void {
  hops.push(hop);
  const part = model.parts[hop.part] as Record<string, unknown> | undefined;
  const at = { from: hop.target, within: [...hop.within, hop], times: hop.times, source: hop.source };
  if (hop.verb === "enter" || hop.verb === "call") {
    const endpoint = hop.target.split(".")[1];
    const endpoints = (part?.endpoints ?? {}) as Record<string, readonly StepData[]>;
    walk(model, hops, endpoints[endpoint] ?? [], { ...at, path: ["parts", hop.part, "endpoints", endpoint] });
  } else if (hop.verb === "publish") {
    const steps = (part?.steps ?? []) as readonly StepData[];
    walk(model, hops, steps, { ...at, within: [], path: ["parts", hop.part, "steps"] }); // Nobody waits for it.
  }
}

function walk(model: Model, hops: Hop[], steps: readonly StepData[], place: Place): void {
  steps.forEach((step, i) => {
    const path = [...place.path, i];
    const verb = VERBS.find((each) => each in step);
    if (verb === undefined) {
      inside(model, hops, step, { ...place, path });
      return;
    }
    const target = String(step[verb]);
    const policies = step as unknown as Policies;
    follow(model, hops, { verb, target, part: partOf(target), policies, ...place, path });
    if (Array.isArray(policies.fallback))
      walk(model, hops, policies.fallback, { ...place, path: [...path, "fallback"], times: 0 });
    if (verb === "get") {
      const cache = model.parts[target] as unknown as (KeysOptions & { hit?: number }) | undefined;
      const miss = cache === undefined ? 1 : 1 - (cache.hit ?? bestHitRate(cache));
      const times = place.times * miss;
      walk(model, hops, (step.miss ?? []) as readonly StepData[], { ...place, path: [...path, "miss"], times });
    }
  });
}

/** Steps that hold others: `repeat`, `parallel`, `choose`. */
function inside(model: Model, hops: Hop[], step: StepData, place: Place): void {
  const nested = (steps: unknown, times: number, ...under: (string | number)[]): void =>
    walk(model, hops, steps as readonly StepData[], {
      ...place,
      path: [...place.path, ...under],
      times: place.times * times,
    });
  if ("repeat" in step) nested(step.steps, roundsOf(step.repeat as never)?.mean ?? 1, "steps");
  if ("choose" in step)
    for (const [i, way] of (step.choose as readonly { share: number; steps: unknown }[]).entries())
      nested(way.steps, way.share, "choose", i, "steps");
  if ("parallel" in step)
    for (const [i, branch] of (step.parallel as readonly { times: number; steps: unknown }[]).entries())
      nested(branch.steps, branch.times, "parallel", i, "steps");
}

/** "web.browse → db.read", the same wherever the step stands in its list. */
export const nameOfHop = ({ from, target }: Hop): string => `${from} → ${target}`;
