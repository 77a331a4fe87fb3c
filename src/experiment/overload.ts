/** A system that cannot keep up: what grows and how fast, what binds it, and when its objectives break. */
import { drift } from "../analysis/drift.js";
import type { DriftFindings, OverloadFindings, PartFindings } from "../analysis/findings.js";
import type { Objective } from "../analysis/objectives.js";
import type { Measurements } from "../model/measurements.js";
import type { Model } from "../model/model.js";
import { allEndpoints } from "./all-endpoints.js";
import { askedTooMuch, mayBind } from "./asked-too-much.js";
import { breakOf } from "./breaks.js";
import { causeOf } from "./full.js";

/** Of each part's waiting requests or messages: what nobody waits for is in no count of requests. */
export function queueDrifts(runs: readonly Measurements[]): DriftFindings[] {
  const [first] = runs;
  return first!.parts.map((_, part) => {
    const waiting = runs.map(({ parts }) => waitingByBin(parts[part]!));
    return drift({ numberInSystem: waiting, binSeconds: first!.binMs / 1000 });
  });
}

/** At all resources of a part together. */
export const waitingByBin = ({ resources }: Measurements["parts"][number]): readonly number[] =>
  resources
    .map(({ queueByBin }) => queueByBin)
    .reduce<readonly number[]>((sum, queue) => queue.map((length, bin) => length + (sum[bin] ?? 0)), []);

export function overloadOf(
  model: Model,
  runs: readonly Measurements[],
  growth: DriftFindings | null,
  queues: readonly DriftFindings[],
  objectives: readonly Objective[],
  parts: Readonly<Record<string, PartFindings>>,
): OverloadFindings | null {
  if (growth === null) return null;
  const part = queues.findIndex(({ verdict }) => verdict === "growing");
  const isWhole = growth.verdict === "growing";
  if (!isWhole && part < 0) return null;
  const { growthPerSecond } = isWhole ? growth : queues[part]!;
  const [first] = runs;
  const { fromMs, binMs } = first!;
  const breaks = objectives.flatMap((objective) => {
    const { endpoint } = objective;
    const index = first!.endpoints.findIndex(({ name }) => name === endpoint);
    const of = (run: Measurements) => (endpoint === null ? allEndpoints(run.endpoints) : run.endpoints[index]!);
    const broken = isWhole ? breakOf(objective, { runs: runs.map(of), fromMs, binMs }) : null;
    return broken === null ? [] : [broken];
  });
  const what = isWhole ? "of requests in the system" : `waiting at ${first!.parts[part]!.name}`;
  return {
    what,
    growthPerSecond,
    binding: bindingOf(model, parts, isWhole ? null : first!.parts[part]!.name),
    breaks,
  };
}

/**
 * What is asked for the most, by the analytic load; where that sees nothing, as with threads held while something else
 * is waited for, the cause among what the runs saw full.
 *
 * @param within the part whose messages grow; null: the requests do, and a queue of messages is no cause of that
 */
function bindingOf(
  model: Model,
  parts: Readonly<Record<string, PartFindings>>,
  within: string | null,
): OverloadFindings["binding"] {
  const asked = askedTooMuch(model, within);
  if (asked !== null) return asked;
  const busy = Object.entries(parts)
    .filter(([part]) => mayBind(model, part, within))
    .flatMap(([part, { resources }]) =>
      Object.entries(resources).map(([resource, found]) => ({
        part,
        resource,
        utilisation: found.utilisation?.value ?? 0,
      })),
    );
  const full = causeOf(model, busy);
  return full === null ? null : { part: full.part, resource: full.resource, offered: null };
}
