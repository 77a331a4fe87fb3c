/** Risks of a service: a single instance, an unbounded queue for its threads. */
import { meanOf } from "../../../engine/random/moments.js";
import { writeDuration } from "../../language/values/index.js";
import { mayRefuse } from "../../limits/options.js";
import { endless, oneOfIt, type Risk, type Surroundings } from "../../risks/risk.js";
import { steepestRise } from "../../traffic/planned.js";
import { isStates } from "../../traffic/rate.js";
import { ownLimitsIn } from "./limits.js";
import type { ServiceOptions } from "./options.js";
import { sessionRisks } from "./sessions.js";
import { shedsWaiting } from "./shed.js";
import { timerRisks } from "./timers.js";

export function serviceRisks(around: Surroundings, name: string, options: ServiceOptions): readonly Risk[] {
  const { instances, threads, queue, patience, shed, autoscale } = options;
  const isBounded = Number.isFinite(queue) || patience !== undefined || shedsWaiting(shed);
  const mayGrow = Number.isFinite(threads) && !isBounded;
  return [
    ...(mayGrow ? endless(around, name, "threads", "the queue for its threads") : []),
    ...sessionRisks(name, options),
    ...timerRisks(name, options),
    ...ownLimitsIn(options).flatMap(({ name: resource, limit }) =>
      mayRefuse(limit) ? [] : endless(around, name, resource, `the queue at its ${resource}`),
    ),
    ...slowAutoscaler(around, name, options),
    ...((autoscale?.min ?? instances) === 1 ? oneOfIt(around, name, "runs as one instance") : []),
  ];
}

/** What comes before there can be more instances is borne by those there are, which at its aim have so much left. */
function slowAutoscaler({ model, hops }: Surroundings, name: string, { autoscale }: ServiceOptions): Risk[] {
  if (autoscale === undefined) return [];
  const { age, every, boot } = autoscale;
  const aim = autoscale.cores ?? autoscale.threads ?? 1;
  const reactsMs = age + every + meanOf(boot);
  const sources = new Set(hops.flatMap((hop) => (hop.part === name ? [hop.source] : [])));
  return [...sources].flatMap((source) => {
    const { rate } = model.traffic[source] ?? {};
    const times = rate === undefined || isStates(rate) ? 1 : steepestRise(rate, reactsMs);
    if (times * aim <= 1 || times === 1) return [];
    const much = Number.isFinite(times) ? `${Number(times.toPrecision(2))} times as much` : "all at once";
    const message = `${source} come ${much} within ${writeDuration(reactsMs)}, before it can have more instances: its metric is ${writeDuration(age + every)} old when it decides, and one takes ${writeDuration(meanOf(boot))} to boot`;
    return [{ rule: "slow-autoscaler", subject: name, message, path: ["parts", name, "autoscale"] }];
  });
}
