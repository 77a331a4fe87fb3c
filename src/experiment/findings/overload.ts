/** Overload: what grows and how fast, its bottleneck, and when the objectives break. */
import type { OverloadFindings, PartFindings } from "../../analysis/findings/findings.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Growth } from "../precision/growth.js";
import { steadinessOf } from "../precision/steadiness.js";
import { isBounded, mayBind, mostOverloaded } from "../search/overloaded-resource.js";
import { breakOf } from "./break-time.js";
import { bottleneckOf } from "./held-within.js";
import { requestsIn } from "./replication-estimates.js";

export function overloadOf(
  model: Model,
  runs: readonly Measurements[],
  growth: Growth,
  objectives: readonly Objective[],
  parts: Readonly<Record<string, PartFindings>>,
): OverloadFindings | null {
  const isWhole = growth.whole.verdict === "growing";
  const [part] = [...growth.parts].find(([, { verdict }]) => verdict === "growing") ?? [];
  const [endpoint] = [...growth.endpoints].find(([, { verdict }]) => verdict === "growing") ?? [];
  if (!isWhole && part === undefined && endpoint === undefined) return null;
  const [first] = runs;
  const { fromMs, binMs } = first!;
  const breaks = objectives.flatMap((objective) => {
    const { endpoint: of } = objective;
    const isGrowing = of === null ? isWhole : steadinessOf(model, growth, of).growing !== null;
    const asked = runs.flatMap((run) => requestsIn(run, of) ?? []);
    const broken = isGrowing && asked.length > 0 ? breakOf(objective, { runs: asked, fromMs, binMs }) : null;
    return broken === null ? [] : [broken];
  });
  const within = isWhole ? null : (part ?? null);
  const [what, of] = isWhole
    ? ["of requests in the system", growth.whole]
    : part !== undefined
      ? [`waiting at ${part}`, growth.parts.get(part)!]
      : [`of requests of ${endpoint}`, growth.endpoints.get(endpoint!)!];
  const where = within === null ? {} : { part: within };
  return { what, ...where, growthPerSecond: of.growthPerSecond, binding: bindingOf(model, parts, within), breaks };
}

/**
 * The resource with the highest offered load; if none exceeds its capacity, as with threads held while waiting for
 * something else, the bottleneck that the runs show. @param within the part whose messages grow; null: requests grow,
 * which no queue of messages causes
 */
function bindingOf(
  model: Model,
  parts: Readonly<Record<string, PartFindings>>,
  within: string | null,
): OverloadFindings["binding"] {
  const asked = mostOverloaded(model, within);
  if (asked !== null && !isBounded(model, asked)) return asked;
  const busy = Object.entries(parts)
    .filter(([part]) => mayBind(model, part, within))
    .flatMap(([part, { resources }]) =>
      Object.entries(resources).map(([resource, found]) => ({
        part,
        resource,
        utilisation: Math.max(found.utilisation?.value ?? 0, ...found.perInstance), // One that is full is enough.
      })),
    );
  const full = bottleneckOf(model, busy);
  return full === null ? asked : { part: full.part, resource: full.resource, offered: null };
}
