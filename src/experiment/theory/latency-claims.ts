/** Mean latency of an endpoint where each station has a closed form (times add up), and the share over a caller's limit. */
import type { EndpointFindings } from "../../analysis/findings/findings.js";
import { mmc } from "../../analysis/theory/mmc.js";
import { roundsOf } from "../../model/check/rounds.js";
import { lawOf, type Stage } from "../../model/outline/outline.js";
import type { TrafficOutline } from "../../model/traffic/outline.js";
import type { Claim } from "./claim.js";
import { isInTurn } from "./form.js";
import { keyOf } from "./network.js";
import { remembersMs } from "./open-claims.js";
import { isOneStay, type OwnLimit, ownLimit } from "./own-limit.js";
import type { Stations, StationTheory } from "./stations.js";
import { survival } from "./survival.js";

export function latencyClaims(
  source: TrafficOutline,
  stations: Stations,
  theories: readonly StationTheory[],
  endpoints: Readonly<Record<string, EndpointFindings>>,
): Claim[] {
  return source.endpoints.flatMap(({ name, stages }) => {
    const way = new Way(stations, theories);
    const expected = survival(stages) < 1 ? null : way.meanMs(stages);
    const found = endpoints[name];
    const hasLate = ownLimit(stages, source) !== null && found?.errorRate.value !== 0; // Late ones are in no latency.
    if (hasLate || expected === null || found === undefined || !Number.isFinite(expected) || !way.hasWaits) return [];
    const of = { part: name, resource: null, form: way.name, exact: true, atMost: false, unit: "ms" as const };
    const shown = { quantity: "mean latency", expected, simulated: found.latencyMs.mean, why: null };
    return [{ ...of, ...shown, events: found.requests, remembersMs: way.remembersMs, tail: false }];
  });
}

/** Mean latency of a request with these stages, in ms; null without a closed form, or if some requests fail. */
export function expectedLatencyMs(
  stages: readonly Stage[],
  stations: Stations,
  theories: readonly StationTheory[],
): number | null {
  return survival(stages) < 1 ? null : new Way(stations, theories).meanMs(stages);
}

class Way {
  hasWaits = false; // Without waits it is a sum of given times and tests nothing.
  remembersMs = 0;
  readonly #stations: Stations;
  readonly #theories: readonly StationTheory[];
  readonly #forms = new Set<string>();

  constructor(stations: Stations, theories: readonly StationTheory[]) {
    this.#stations = stations;
    this.#theories = theories;
  }

  get name(): string {
    return this.#forms.size === 1 ? [...this.#forms][0]! : "product form";
  }

  /** E T of these stages; null without a closed form. */
  meanMs(stages: readonly Stage[]): number | null {
    let sum = 0;
    for (const stage of stages) {
      const ms = this.#stageMs(stage);
      if (ms === null) return null;
      sum += ms;
    }
    return sum;
  }

  #stageMs(stage: Stage): number | null {
    switch (stage.kind) {
      case "time":
        return lawOf(stage.law).mean;
      case "cores":
      case "hold":
        return this.#visitMs(stage);
      case "token":
        return this.#tokenMs(stage);
      case "either":
        return stage.ways.reduce<number | null>((sum, { share, body }) => {
          const ms = share === 0 ? 0 : this.meanMs(body);
          return sum === null || ms === null ? null : sum + share * ms;
        }, 0);
      case "repeat": {
        const rounds = roundsOf(stage.times);
        const ms = this.meanMs(stage.body);
        return rounds === null || ms === null ? null : rounds.mean * ms;
      }
      case "try":
        return this.meanMs(stage.body);
      case "aside":
        return 0;
      default:
        return null;
    }
  }

  /** The wait for a token, which is not held. */
  #tokenMs({ at }: Extract<Stage, { kind: "token" }>): number | null {
    const key = keyOf(at);
    if (this.#stations.holding.neverWaits(key)) return 0;
    const theory = this.#theories.find(({ place }) => place.key === key);
    if (theory?.form == null || theory.form.why !== null || this.#mayLose(theory)) return null;
    this.hasWaits = true;
    this.#forms.add(theory.form.name);
    this.remembersMs = Math.max(this.remembersMs, remembersMs(theory));
    return theory.form.meanWaitMs;
  }

  #visitMs(stage: Extract<Stage, { kind: "cores" | "hold" }>): number | null {
    const key = keyOf(stage.at);
    const workMs = stage.kind === "cores" ? lawOf(stage.law).mean : null;
    if (this.#stations.holding.neverWaits(key)) return stage.kind === "hold" ? this.meanMs(stage.body) : workMs;
    const theory = this.#theories.find(({ place }) => place.key === key);
    if (theory?.form == null || theory.form.why !== null || this.#mayLose(theory)) return null;
    const { form, law } = theory;
    const { waitMs, workMs: sharedMs } = form.classes?.[stage.rank] ?? { waitMs: form.meanWaitMs, workMs: law?.mean };
    if (Number.isNaN(waitMs)) return null;
    this.hasWaits = true;
    this.#forms.add(form.name);
    this.remembersMs = Math.max(this.remembersMs, remembersMs(theory));
    if (workMs !== null) return workMs * (1 + waitMs / sharedMs!); // Shared cores stretch all work of a class alike.
    if (form.meanInsideMs !== null) return waitMs + form.meanInsideMs;
    const insideMs = this.meanMs((stage as Extract<Stage, { kind: "hold" }>).body);
    return insideMs === null ? null : waitMs + insideMs;
  }

  /** A refused request has no latency, and one that gives up changes the wait of those that stay. */
  #mayLose({ place }: StationTheory): boolean {
    const { queueMax, patience } = place.station;
    return queueMax !== Number.POSITIVE_INFINITY || patience !== null;
  }
}

/** The share of requests over their caller's limit, if they only visit one known station. */
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
