/** Walks the whole model for mistakes that a schema cannot see, and for the offered load of each resource. */
import { meanOf } from "../../engine/random/moments.js";
import { KINDS } from "../language/catalogue.js";
import { partKindIn } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import { checkCall } from "../parts/service/service.js";
import type { Diagnostic, Source } from "../source/index.js";
import { changesWithinMs, isStates, isStationary, offeredRate } from "../traffic/rate.js";
import { checkArrivals, idleInTraffic, varies } from "../traffic/sense.js";
import type { Traffic } from "../traffic/traffic.js";
import { checkHeavyTails } from "./heavy-tail-sense.js";
import { checkNesting } from "./nested-slots.js";
import { sayIdle } from "./no-effect.js";
import { judgeQueues, warnOfOverload } from "./overload-sense.js";
import type { Paces } from "./paces.js";
import { checkPolicies } from "./policies-sense.js";
import { type OfferedLoad, Sense } from "./sense.js";
import type { StepLoad } from "./step-loads.js";

export interface SenseFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly loads: readonly OfferedLoad[]; // At each source's highest planned rate.
  readonly steps: readonly StepLoad[]; // At the same.
  readonly paces: Paces;
}

export function checkSense(model: Model, locate: Source["locate"]): SenseFindings {
  const sense = walked(model, false);
  if (Object.keys(model.traffic).length === 0) sense.error(["traffic"], "there is no traffic");
  checkHeavyTails(sense, model);
  if (!sense.remarks.all.some(({ severity }) => severity === "error")) checkNesting(sense, model);
  const loads = sense.loads.all().filter(({ capacity }) => Number.isFinite(capacity));
  judgeQueues(loads, () => walked(model, true));
  if (Object.values(model.traffic).every(({ rate }) => rate !== undefined && isStationary(rate)))
    warnOfOverload(sense, loads);
  const diagnostics = sense.remarks.all.flatMap(({ severity, path, message, hint, beside }) => {
    const location = locate(path);
    const isInOneFile = location?.file === locate(beside)?.file;
    return isInOneFile ? [{ severity, message, location, ...(hint === undefined ? {} : { hint }) }] : [];
  });
  return { diagnostics, loads, steps: sense.stepLoads.all(), paces: sense.paces };
}

function walked(model: Model, isCautious: boolean): Sense {
  const sense = new Sense(model, KINDS, isCautious);
  try {
    walk(sense, model);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // The stack overflowed; the last place walked is the deepest.
    sense.error(sense.path, `calls stand one inside the other too deeply: here it is ${sense.callsDeep} of them`);
  }
  return sense;
}

function walk(sense: Sense, model: Model): void {
  for (const [name, traffic] of Object.entries(model.traffic)) checkTraffic(sense, name, traffic);
  for (const [name, options] of Object.entries(model.parts)) {
    const kind = partKindIn(KINDS, options);
    kind?.check(sense, name, options as never);
  }
}

function checkTraffic(sense: Sense, name: string, traffic: Traffic): void {
  const path = ["traffic", name];
  const statesMs = traffic.rate !== undefined && isStates(traffic.rate) ? changesWithinMs(traffic.rate) : 0;
  const walk = (): number =>
    sense.either(
      Object.entries(traffic.mix).map(([target, share]) => {
        const call = (): number => {
          if (statesMs > 0) sense.lasts(statesMs, `the rate of ${name} changes within`);
          return checkCall(sense, target, [...path, "mix", target]);
        };
        return [share, () => sense.as(target, call)] as const;
      }),
    );
  checkArrivals(sense, path, traffic);
  sayIdle(sense, path, idleInTraffic(traffic));
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
