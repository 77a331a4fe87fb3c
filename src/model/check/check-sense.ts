/** Walks the whole model for mistakes that a schema cannot see, and for the offered load of each resource. */
import { meanOf } from "../../engine/random/moments.js";
import { checkData, checkOwner } from "../data/sense.js";
import { checkEffects } from "../effects/sense.js";
import { KINDS, partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { checkRegions } from "../parts/network-link/sense.js";
import { checkPolicies } from "../policies/check-policies.js";
import type { Diagnostic, Source } from "../source/index.js";
import { actsOf, disturbedIn } from "../timeline/entries.js";
import { checkTimeline } from "../timeline/sense.js";
import { changesWithinMs, firstRate, isStates, isStationary, meanRate, offeredRate } from "../traffic/rate.js";
import { broughtBy } from "../traffic/recorded-law.js";
import { checkArrivals, idleInTraffic, varies } from "../traffic/sense.js";
import { type Traffic, usersOf } from "../traffic/traffic.js";
import { checkCall } from "./calls.js";
import { checkHeavyTails } from "./heavy-tail-sense.js";
import { checkNesting } from "./nested-slots.js";
import { sayIdle } from "./no-effect.js";
import { checkConnections } from "./one-connection.js";
import { judgeQueues, warnOfOverload } from "./overload-sense.js";
import type { Paces } from "./paces.js";
import { type Grown, type OfferedLoad, type Path, Sense } from "./sense.js";
import type { StepLoad } from "./step-loads.js";

export interface SenseFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly mistakes: readonly { readonly diagnostic: Diagnostic; readonly path: Path }[]; // The errors among them.
  readonly loads: readonly OfferedLoad[]; // At each source's highest planned rate.
  readonly steps: readonly StepLoad[]; // At the same.
  readonly paces: Paces;
}

export function checkSense(model: Model, locate: Source["locate"]): SenseFindings {
  const sense = walked(model, false);
  if (Object.keys(model.traffic).length === 0) sense.error(["traffic"], "there is no traffic");
  else if (Object.keys(usersOf(model.traffic)).length === 0)
    sense.error(
      ["traffic"],
      "all traffic is background work, so nothing is what users see",
      "take `background` out of one source",
    );
  checkHeavyTails(sense, model);
  if (!sense.remarks.all.some(({ severity }) => severity === "error")) {
    checkNesting(sense, model);
    checkConnections(sense, model);
  }
  const loads = sense.loads.all().filter(({ capacity }) => Number.isFinite(capacity));
  judgeQueues(loads, () => walked(model, true));
  if (Object.values(model.traffic).every(({ rate }) => rate !== undefined && isStationary(rate)))
    warnOfOverload(sense, loads);
  const said = sense.remarks.all.flatMap(({ severity, path, message, hint, fix, beside }) => {
    const location = locate(path);
    const isInOneFile = location?.file === locate(beside)?.file;
    const advice = { ...(hint === undefined ? {} : { hint }), ...(fix === undefined ? {} : { fix }) };
    return isInOneFile ? [{ diagnostic: { severity, message, location, ...advice }, path }] : [];
  });
  const diagnostics = said.map(({ diagnostic }) => diagnostic);
  const mistakes = said.filter(({ diagnostic }) => diagnostic.severity === "error");
  return { diagnostics, mistakes, loads, steps: sense.stepLoads.all(), paces: sense.paces };
}

const known = new WeakMap<Model, SenseFindings>(); // Every look at runs of a model asks again.

/** Loads and paces of a model without mistakes, with no place for any remark. */
export function senseOf(model: Model): SenseFindings {
  const found = known.get(model) ?? checkSense(model, () => null);
  known.set(model, found);
  return found;
}

const atStart = new WeakMap<Model, readonly OfferedLoad[]>(); // Every replication asks again.

/** The load of a resource by the traffic of the first moment; undefined if nothing comes to it. */
export function loadAtStart(model: Model, part: string, resource: string): OfferedLoad | undefined {
  const then = ([name, source]: [string, Traffic]): [string, Traffic] =>
    source.rate === undefined ? [name, source] : [name, { ...source, rate: firstRate(source.rate) }];
  const loads =
    atStart.get(model) ??
    walked({ ...model, traffic: Object.fromEntries(Object.entries(model.traffic).map(then)) }, false).loads.all();
  atStart.set(model, loads);
  return loads.find((load) => load.part === part && load.resource === resource);
}

/** @param grown how much the tables have grown; not at all if not given */
export function walked(model: Model, isCautious: boolean, grown?: Grown): Sense {
  const acts = actsOf(model);
  const happens = { acts, disturbed: disturbedIn(model, acts) };
  let sense = new Sense(model, KINDS, happens, isCautious, grown);
  const needsRates = Object.values(model.parts).some((part) => partKindOf(part)?.needsItsRate?.(part as never));
  try {
    if (needsRates) {
      const first = new Sense(model, KINDS, happens, false, grown);
      walk(first, model);
      sense.lookUpsPerMs = first.paces.lookUpsPerMs;
    }
    walk(sense, model);
    for (let round = 0; round < ROUNDS && !isAlike(sense.passes(), sense.passing); round++) {
      const { lookUpsPerMs } = sense;
      const passing = sense.passes();
      sense = new Sense(model, KINDS, happens, isCautious, grown);
      Object.assign(sense, { lookUpsPerMs, passing });
      walk(sense, model);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // The stack overflowed; the last place walked is the deepest.
    sense.error(sense.path, `calls stand one inside the other too deeply: here it is ${sense.callsDeep} of them`);
  }
  return sense;
}

const ROUNDS = 20; // What one limit lets pass comes to others, and what they refuse may come again.
const CLOSE = 1e-6;

const isAlike = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...a].every(([key, share]) => Math.abs(share - (b.get(key) ?? 1)) < CLOSE);

function walk(sense: Sense, model: Model): void {
  for (const [name, traffic] of Object.entries(model.traffic)) {
    sense.source = name;
    checkTraffic(sense, name, traffic);
  }
  sense.source = null;
  sense.asRecorded = (_, drawn) => drawn;
  for (const [name, options] of Object.entries(model.parts))
    partKindOf(options)?.unasked?.walk(sense, name, options as never);
  checkTimeline(sense, model);
  for (const [name, options] of Object.entries(model.parts)) {
    const kind = partKindOf(options);
    kind?.check(sense, name, options as never);
  }
  checkRegions(sense);
  checkData(sense, model);
  checkEffects(sense, model, KINDS);
}

function checkTraffic(sense: Sense, name: string, traffic: Traffic): void {
  const path = ["traffic", name];
  const statesMs = traffic.rate !== undefined && isStates(traffic.rate) ? changesWithinMs(traffic.rate) : 0;
  const walk = (): number =>
    sense.either(
      Object.entries(traffic.mix).map(([target, share]) => {
        const call = (): number => {
          if (statesMs > 0) sense.lasts(statesMs, `the rate of ${name} changes within`);
          return checkCall(sense, target, [...path, "mix", target], traffic.bytes);
        };
        return [share, () => sense.as(target, call)] as const;
      }),
    );
  checkArrivals(sense, path, traffic);
  checkOwner(sense, path, traffic);
  sayIdle(sense, path, idleInTraffic(traffic));
  sense.asRecorded = broughtBy(sense.model, traffic.rate);
  const walkOnce = (): number => checkPolicies(sense, traffic, name, walk);
  if (traffic.rate !== undefined)
    sense.enter(offeredRate(traffic.rate) / 1000, path, walkOnce, [], varies(traffic, traffic.rate));
  else closed(sense, path, traffic, walkOnce);
}

/** N users who never wait send at most N ÷ (Z + R) requests per millisecond. */
function closed(sense: Sense, path: readonly string[], { think }: Traffic, walk: () => number): void {
  const roundMs = meanOf(think) + sense.enter(0, path, walk, [`${path[1]} users`]);
  if (roundMs === 0) sense.error(path, "users who neither think nor wait would ask for ever at the same instant");
}

interface Demand {
  readonly open: readonly OfferedLoad[]; // At the rates given, without the closed sources.
  readonly openPerMs: number; // Requests.
  readonly closed: readonly ClosedDemand[];
}

interface ClosedDemand {
  readonly users: number;
  readonly roundMs: number; // Z + N D: a user's longest round, D being one request's time at the busiest resource.
}

const demands = new WeakMap<Model, Demand>();

/** The demand of steady traffic on each resource, open and closed sources apart, for planning before any run. */
export function demandOf(model: Model): Demand {
  const found = demands.get(model) ?? demandIn(model);
  demands.set(model, found);
  return found;
}

function demandIn(model: Model): Demand {
  const sources = Object.values(model.traffic);
  const perSecond = ({ rate }: Traffic): number =>
    typeof rate === "number" ? rate : rate !== undefined && isStates(rate) ? meanRate(rate) : 0;
  const oneByUsers = loadsAt(model, ({ users }) => (users === undefined ? 0 : 1));
  const demandMs = Math.max(0, ...oneByUsers.map(({ busy, capacity }) => (busy / capacity) * 1000));
  return {
    open: loadsAt(model, perSecond),
    openPerMs: sources.reduce((sum, source) => sum + perSecond(source) / 1000, 0),
    closed: sources.flatMap(({ users, think }) =>
      users === undefined ? [] : [{ users, roundMs: meanOf(think) + users * demandMs }],
    ),
  };
}

/** Every closed source as an open one, at the lowest rate of its users. */
export function openedUp(model: Model): Model {
  const { closed } = demandOf(model);
  let next = 0;
  const traffic = Object.entries(model.traffic).map(([name, source]): [string, Traffic] => {
    if (source.users === undefined) return [name, source];
    const { users, roundMs } = closed[next++];
    return [name, { ...source, users: undefined, rate: roundMs > 0 ? (users * 1000) / roundMs : 1 }];
  });
  return { ...model, traffic: Object.fromEntries(traffic) };
}

function loadsAt(model: Model, perSecond: (source: Traffic) => number): readonly OfferedLoad[] {
  const traffic = Object.entries(model.traffic).map(([name, source]) => {
    const open: Traffic = { ...source, users: undefined, rate: perSecond(source) };
    return [name, open] as const;
  });
  return checkSense({ ...model, traffic: Object.fromEntries(traffic) }, () => null).loads;
}
