/**
 * Control variates: quantities of a model whose mean is known exactly, which are the arrivals, the busy cores, and the
 * waiting time at a station with a closed form. Only for Poisson traffic of a steady rate and for work that nothing
 * cuts short or repeats: a control with a wrong mean would bias the result.
 */

import type { ControlFindings, LatencyFindings } from "../../analysis/findings/findings.js";
import { lazilyWith } from "../../analysis/findings/lazily.js";
import { type Control, controlled } from "../../analysis/statistics/control-variates.js";
import { ratioDeviations } from "../../analysis/statistics/deviations.js";
import { mean, variance } from "../../analysis/statistics/moments.js";
import { senseOf } from "../../model/check/check-sense.js";
import { machineIn, partKindOf, slotsIn, stepKindOf } from "../../model/language/catalogue.js";
import { isKnownWork } from "../../model/language/effects.js";
import type { StepData } from "../../model/language/kinds.js";
import type { Model, PartData } from "../../model/language/model.js";
import { TRAFFIC_EFFECTS, usersOf } from "../../model/traffic/traffic.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import { twinOf } from "../theory/twin.js";
import { CONFIDENCE } from "./replication-estimates.js";
import { controlledForSkew } from "./skew.js";

/** The mean latency with the controls that reduce its variance; null if none does. */
export function controlFindings(
  model: Model,
  runs: readonly Measurements[],
  all: readonly EndpointMeasurement[],
): ControlFindings | null {
  const latency = ratioDeviations(
    all.map(({ latencyMs }) => latencyMs.sum),
    all.map(({ latencyMs }) => latencyMs.count),
  );
  if (latency === null) return null;
  const values = latency.each.map((deviation) => latency.value + all.length * deviation);
  const mayTwin = hasKnownWork(model) && all.every(({ failed }) => failed === 0);
  const twin = mayTwin ? twinOf(model, runs) : [];
  const controls = [...arrivals(model, runs, all), ...work(model, runs, all), ...twin].filter(isUsable);
  const found = controlled(values, controls, CONFIDENCE);
  if (found === null) return null;
  const { estimate, gain, used } = found;
  return { mean: controlledForSkew(estimate, all, used.length), gain, used };
}

/** The mean, by its controls if they make it more precise. */
export const withControls = (latency: LatencyFindings, controls: ControlFindings | null): LatencyFindings =>
  controls === null || latency.mean.value === null ? latency : lazilyWith(latency, { mean: () => controls.mean });

function arrivals({ traffic }: Model, runs: readonly Measurements[], all: readonly EndpointMeasurement[]): Control[] {
  const sources = Object.values(usersOf(traffic));
  if (!sources.every(({ rate, arrivals: gaps }) => typeof rate === "number" && gaps === "poisson")) return [];
  const perSecond = sources.reduce((sum, { rate }) => sum + (rate as number), 0);
  const seconds = runs[0].windowMs / 1000;
  return [{ name: "arrivals", values: all.map(({ offered }) => offered / seconds), mean: perSecond }];
}

/** For the busiest cores, E[busy] = λ E[S], whatever the queue does. */
function work(model: Model, runs: readonly Measurements[], all: readonly EndpointMeasurement[]): Control[] {
  const isConstant = Object.values(model.traffic).every(({ rate }) => typeof rate === "number");
  if (
    !isConstant ||
    Object.keys(model.timeline).length > 0 ||
    !hasKnownWork(model) ||
    all.some(({ failed }) => failed > 0)
  )
    return [];
  const { loads } = senseOf(model);
  const known = runs[0].parts.flatMap(({ name: part, resources }, p) =>
    resources.flatMap(({ name }, r) => {
      const load = loads.find((each) => each.part === part && each.resource === name);
      if (load === undefined || !isTimeOnCores(model, part, name)) return [];
      const values = runs.map(({ parts }) => parts[p].resources[r].busy);
      return [{ control: { name: `${part} ${name}`, values, mean: load.busy }, share: load.busy / load.capacity }];
    }),
  );
  return known
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 1)
    .map(({ control }) => control);
}

/** Held for the work alone, without waits; and not slowed by contention. */
function isTimeOnCores(model: Model, part: string, resource: string): boolean {
  const { contention, coherency } = machineIn(model, part) ?? {};
  if (contention || coherency) return false;
  const slots = slotsIn(model, part);
  return resource.endsWith("cores") || (resource === slots?.resource && slots.isForWorkAlone === true);
}

/** Controls that vary. A measured mean far off the known one is taken as a wrong control, not as luck. */
const FAR = 5; // Standard errors.
const isUsable = ({ values, mean: known }: Control): boolean =>
  variance(values) > 0 && Math.abs(mean(values) - known) <= FAR * Math.sqrt(variance(values) / values.length);

/**
 * Models whose mean work is known beforehand, if no request is refused or gives up. Each part kind tells how its
 * options affect the work; an option it does not mention makes the work random.
 */
export function hasKnownWork(model: Model): boolean {
  return (
    Object.keys(model.random).length === 0 &&
    Object.values(model.traffic).every((source) => isKnownWork(TRAFFIC_EFFECTS, source)) &&
    Object.values(model.parts).every((part) => isPlainPart(model, part))
  );
}

function isPlainPart(model: Model, part: PartData): boolean {
  const kind = partKindOf(part);
  const { type: _, ...options } = part;
  if (kind === undefined || !isKnownWork(kind.effects, options)) return false;
  return (kind.entries?.(part as never) ?? []).every(({ steps }) => steps.every((step) => isPlainStep(model, step)));
}

function isPlainStep(model: Model, step: StepData): boolean {
  const kind = stepKindOf(step);
  if (kind === undefined || !isKnownWork(kind.effects, step)) return false;
  return kind.inside(step as never, model).every(({ steps }) => steps.every((each) => isPlainStep(model, each)));
}
