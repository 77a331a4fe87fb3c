/**
 * Findings of a study that never ran: seven stages of one shop on the evening of the semi-final, in closed
 * form. Each resource has a capacity in requests per second; what exceeds it waits, then times out.
 */
import type {
  EndpointFindings,
  Estimate,
  LatencyFindings,
  LoadFindings,
  ObjectiveFindings,
  PartFindings,
  VariantFindings,
  Verdict,
} from "../../src/analysis/findings/findings.js";

export interface Station {
  readonly part: string;
  readonly type: string;
  readonly resource: string;
  readonly capacity: number;
  readonly perSecond: number; // Requests of users that it carries when fully busy.
  readonly behind?: boolean; // Behind a queue: no request waits for it.
}

export interface Stage {
  readonly name: string;
  readonly summary: string;
  readonly baseMs: number; // p50 without a queue.
  readonly patienceMs: number; // A request that waits longer times out.
  readonly stations: readonly Station[];
}

const bins = 150;
const binMs = 60_000;

/** Requests per second: a rising evening, half-time at bin 78, the shoot-out at bin 131, and then bed. */
export function offeredAt(bin: number): number {
  const evening = 1_650 + 10.5 * Math.min(bin, 131) + 260 * Math.exp(-(((bin - 82) / 7) ** 2));
  const shootOut = 800 * Math.exp(-(((bin - 131) / 4.5) ** 2));
  return evening * (bin > 131 ? 0.5 + 0.5 * Math.exp(-(bin - 131) / 7) : 1) + shootOut;
}

export const estimate = (value: number | null, relative = 0.03): Estimate =>
  value === null
    ? { value: null, low: null, high: null, reason: "no steady state: the line kept growing" }
    : { value, low: value * (1 - relative), high: value * (1 + relative) };

interface Moment {
  readonly p50: number | null;
  readonly p99: number | null;
  readonly errors: number;
  readonly utilisation: readonly number[];
}

/** What a stage does with a steady load, with a queue of `backlogMs` before the busiest station. */
function moment(stage: Stage, load: number): Moment {
  const utilisation = stage.stations.map(({ perSecond }) => Math.min(1, load / perSecond));
  const tightest = Math.min(...stage.stations.filter(({ behind }) => !behind).map(({ perSecond }) => perSecond));
  const errors = Math.max(0, 1 - (tightest * 0.985) / load);
  const rho = Math.min(load / tightest, 0.985);
  const p50 = stage.baseMs * (1 + 0.25 * (rho / (1 - rho)) ** 0.9);
  const full = errors > 0 ? Math.min(1, errors * 6) : 0;
  return {
    p50: errors > 0.57 ? null : p50 + full * stage.patienceMs * 0.55,
    p99: errors > 0.57 ? null : p50 * 4.2 + full * stage.patienceMs * 0.9,
    errors,
    utilisation,
  };
}

const latency = (p50: number | null, p99: number | null): LatencyFindings => ({
  mean: estimate(p50 === null ? null : p50 * 1.3),
  p50: estimate(p50),
  p95: estimate(p50 === null || p99 === null ? null : p50 + 0.6 * (p99 - p50)),
  p99: estimate(p99, 0.06),
  p999: { value: null, low: null, high: null, reason: "not enough data for p99.9" },
});

function endpoint(
  requests: number,
  load: number,
  p50: number | null,
  p99: number | null,
  errors: number,
  part: string,
): EndpointFindings {
  return {
    requests,
    unfinished: Math.round(requests * errors * 0.001),
    offeredLoad: estimate(load, 0.001),
    throughput: estimate(load * 0.999, 0.001),
    goodput: estimate(load * (1 - errors), 0.01),
    latencyMs: latency(p50, p99),
    errorRate: estimate(errors, 0.05),
    errors:
      errors === 0
        ? []
        : [
            { cause: "timeout", part, share: estimate(errors * 0.8), perSecond: estimate(load * errors * 0.8) },
            {
              cause: "queue-full",
              part: "web",
              share: estimate(errors * 0.2),
              perSecond: estimate(load * errors * 0.2),
            },
          ],
  };
}

function objective(
  metric: string,
  expression: string,
  limit: number,
  unit: "ms" | "1",
  measured: Estimate,
): ObjectiveFindings {
  const { value, low, high } = measured;
  const verdict: Verdict =
    value === null || high === null || low === null
      ? "unknown"
      : high < limit
        ? "met"
        : low > limit
          ? "missed"
          : "unknown";
  return { metric, expression, measured, limit, unit, verdict };
}

function partsOf(stage: Stage, utilisation: readonly number[], p50: number): Record<string, PartFindings> {
  const parts: Record<string, PartFindings> = {};
  stage.stations.forEach((station, i) => {
    const busy = utilisation[i];
    const queueLength = estimate(busy > 0.99 ? 480 : busy ** 4 * 6);
    const waitingTimeMs = latency(busy ** 6 * p50, busy ** 5 * p50 * 3);
    const resource = {
      capacity: station.capacity,
      utilisation: estimate(busy, 0.01),
      busy: estimate(busy * station.capacity, 0.01),
      queueLength,
      waitingTimeMs,
      refused: estimate(0),
      perInstance: [busy],
    };
    const before = parts[station.part];
    const busier = before === undefined || busy > before.utilisation!.value!;
    parts[station.part] = {
      type: station.type,
      busiest: busier ? station.resource : before.busiest,
      utilisation: busier ? resource.utilisation : before.utilisation,
      queueLength: busier ? queueLength : before.queueLength,
      waitingTimeMs: busier ? waitingTimeMs : before.waitingTimeMs,
      resources: { ...before?.resources, [station.resource]: resource },
      measures: station.type === "cache" ? { hitRate: estimate(0.91, 0.004) } : {},
    };
  });
  return parts;
}

function loadPoint(stage: Stage, load: number): LoadFindings {
  const { p50, p99, errors } = moment(stage, load);
  const growing = errors > 0.04;
  return {
    offeredLoad: load,
    growing,
    goodput: estimate(load * (1 - errors) * (growing ? 0.94 : 1), 0.015),
    errorRate: estimate(errors),
    p50Ms: estimate(growing ? null : p50),
    p99Ms: estimate(growing ? null : p99, 0.1),
  };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const median = (values: readonly (number | null)[]) =>
  values
    .filter((each) => each !== null)
    .sort((a, b) => a - b)
    .at(Math.floor(values.length * 0.5)) ?? null;

export function variantOf(stage: Stage, index: number): VariantFindings {
  const offered = Array.from({ length: bins }, (_, bin) => offeredAt(bin));
  const moments = offered.map((load) => moment(stage, load));
  const worst = stage.stations.toSorted((a, b) => a.perSecond - b.perSecond);
  const errors = mean(moments.map((each) => each.errors));
  const p50 = median(moments.map((each) => each.p50));
  const p99 =
    moments
      .map((each) => each.p99)
      .filter((each) => each !== null)
      .sort((a, b) => a - b)
      .at(-2) ?? null;
  const all = endpoint(18_400_000, mean(offered), p50, p99, errors, worst[0].part);
  const objectives = [
    objective("latency", "p(99) < 300ms", 300, "ms", all.latencyMs.p99),
    objective("errors", "rate < 1%", 0.01, "1", all.errorRate),
  ];
  const verdicts = objectives.map((each) => each.verdict);
  return {
    name: stage.name,
    model: `models/world-cup/stage-${index + 1}.yaml`,
    summary: stage.summary,
    modelHash: `${(0x3fa9c1 * (index + 3)).toString(16).padStart(8, "0")}5d1e`,
    verdict: verdicts.includes("missed") ? "missed" : verdicts.includes("unknown") ? "unknown" : "met",
    objectives,
    all,
    endpoints: {
      "web.browse": endpoint(15_640_000, mean(offered) * 0.85, p50, p99, errors, worst[0].part),
      "web.search": endpoint(1_840_000, mean(offered) * 0.1, p50 && p50 * 1.4, p99 && p99 * 1.1, errors, worst[0].part),
      "web.checkout": endpoint(
        920_000,
        mean(offered) * 0.05,
        p50 && p50 * 2,
        p99 && p99 * 1.3,
        errors * 1.2,
        worst[0].part,
      ),
    },
    parts: partsOf(
      stage,
      stage.stations.map((_, s) => mean(moments.map((each) => each.utilisation[s]))),
      stage.baseMs,
    ),
    saturation: stage.stations
      .map((station, s) => ({
        part: station.part,
        resource: station.resource,
        bin: moments.findIndex((each) => each.utilisation[s] >= 0.95),
        peakUtilisation: Math.max(...moments.map((each) => each.utilisation[s])),
        perSecond: station.perSecond,
      }))
      .filter(({ bin }) => bin >= 0)
      .sort((a, b) => a.bin - b.bin || a.perSecond - b.perSecond)
      .map(({ part, resource, bin, peakUtilisation }) => ({ part, resource, atMs: bin * binMs, peakUtilisation })),
    overTime: {
      startMs: 0,
      binMs,
      offeredLoad: offered,
      goodput: offered.map((load, bin) => load * (1 - moments[bin].errors)),
      errorRate: moments.map((each) => each.errors),
      p50Ms: moments.map((each) => each.p50),
      p99Ms: moments.map((each) => each.p99),
      p99LowMs: moments.map((each, bin) => each.p99 && each.p99 * (0.9 - 0.04 * Math.sin(bin * 1.7))),
      p99HighMs: moments.map((each, bin) => each.p99 && each.p99 * (1.12 + 0.05 * Math.sin(bin * 2.3))),
      resources: stage.stations.map((station, s) => ({
        part: station.part,
        resource: station.resource,
        utilisation: moments.map((each) => each.utilisation[s]),
        queueLength: moments.map((each) => Math.round(each.utilisation[s] ** 8 * 400)),
      })),
    },
    recovery: {
      ...(errors > 0.1
        ? { timeMs: estimate(null), recovered: 2, levelMs: 40 }
        : { timeMs: estimate(120_000 + errors * 3_000_000, 0.2), recovered: 5, levelMs: 40 }),
      lost: estimate(errors * 100_000, 0.1),
      objectives: [],
    },
    drift: null,
    steady: null,
    controls: null,
    inSystem: estimate((mean(offered) * (p50 ?? 0)) / 1_000),
    load: [500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000, 4_500, 5_000].map((load) => loadPoint(stage, load)),
    standstill: null,
    overload: null,
    theory: [],
    audit: { ok: true, littlesLaw: 3.1e-13, flowBalance: 0, busyTime: 0, failures: [] },
  };
}
