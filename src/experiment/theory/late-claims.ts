/** The share of requests over their caller's limit, if they only visit one known station. */
import type { EndpointFindings } from "../../analysis/findings/findings.js";
import { mmc } from "../../analysis/theory/mmc.js";
import type { Stage } from "../../model/outline/outline.js";
import type { TrafficOutline } from "../../model/traffic/outline.js";
import type { Claim } from "./claim.js";
import { keyOf } from "./network.js";
import { isInTurn } from "./oddities.js";
import { remembersMs } from "./open-claims.js";
import { isOneStay, type OwnLimit, ownLimit } from "./own-limit.js";
import type { StationTheory } from "./stations.js";

export function lateClaims(
  source: TrafficOutline,
  theories: readonly StationTheory[],
  endpoints: Readonly<Record<string, EndpointFindings>>,
): Claim[] {
  return source.endpoints.flatMap(({ name, stages }) => {
    const limit = ownLimit(stages, source);
    const theory = limit === null ? null : onlyStation(limit.body, theories);
    const found = endpoints[name];
    if (limit === null || theory === null || found === undefined) return [];
    const share = lateShare(theory, limit);
    if (share === null) return [];
    const events = found.requests * share;
    if (events < 1 && found.errorRate.value === 0) return []; // Neither expected nor seen.
    const shown = { quantity: `requests over the ${limit.kind}`, expected: share, simulated: found.errorRate };
    const of = { part: name, resource: null, form: theory.form!.name, exact: true, atMost: false, unit: "1" as const };
    return [{ ...of, ...shown, why: null, events, remembersMs: remembersMs(theory), tail: false }];
  });
}

function onlyStation(body: readonly Stage[], theories: readonly StationTheory[]): StationTheory | null {
  const [stage] = body;
  if (!isOneStay(body) || (stage?.kind !== "hold" && stage?.kind !== "cores")) return null;
  return theories.find(({ place }) => place.key === keyOf(stage.at)) ?? null;
}

/** After a timeout the work goes on, so all sojourn times are those of M/M/c. */
function lateShare({ place, form, law, perMs }: StationTheory, { kind, ms }: OwnLimit): number | null {
  if (kind === "deadline") return form?.lateShare ?? null;
  const { station } = place;
  if (form?.why !== null || law === null || form.name !== `M/M/${station.servers}` || !isInTurn(station)) return null;
  return mmc(perMs / station.instances, 1 / law.mean, station.servers).sojournTail(ms);
}
