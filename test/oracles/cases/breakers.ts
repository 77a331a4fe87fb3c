/** Calls that are refused for a while after too many have failed. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, exactMean, FEWER, type OracleCase, run, TAIL } from "../case.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

const spells = (m: Measurements, name: string) => {
  const found = of.measure(m, "dep", name);
  if (found.kind !== "duration") throw new Error(`${name} is no duration`);
  return found.histogram;
};
const trips = (m: Measurements): number => spells(m, "breakerClosedMs").count;
const share = (totals: (m: Measurements) => number[]): Statistic => smooth("calls", totals, of.ratio);

const breaker: OracleCase = {
  id: "F11-breaker",
  title: "Open for 10 s after five failures in a row, then one probe",
  runs: {
    calls: run(
      `
version: 1
traffic: { users: { rate: 10/s, to: web.ask } }
parts:
  web: { type: service, endpoints: { ask: [{ call: dep.do, breaker: { failures: 5, open: 10s } }] } }
  dep: { type: service, endpoints: { do: [{ fail: 30% }] } }
`,
      { warmUp: 300, short: 2000, long: 250_000, replications: FEWER },
    ),
  },
  checks: [
    exact(
      "mean calls executed in CLOSED until a trip",
      586.46090535,
      share((m) => [of.taken(m, "dep") - spells(m, "breakerOpenMs").count, trips(m)]), // Each time it opens ends in a probe.
      TAIL,
    ),
    exact(
      "fraction of calls rejected by the breaker",
      0.195494770716,
      share((m) => {
        const { failures, offered } = of.endpoint(m);
        return [failures.find(({ cause }) => cause === "breaker-open")?.count ?? 0, offered];
      }),
      TAIL,
    ),
    exact(
      "fraction of time OPEN",
      0.195494770716,
      share((m) => [spells(m, "breakerOpenMs").sum, m.windowMs]),
      TAIL,
    ),
    exact(
      "mean cycle length",
      73.0746619636,
      share((m) => [of.seconds(m), trips(m)]),
      TAIL,
    ),
    exactMean("downstream call rate", 8.04505229284, of.visitRate("calls", "dep")),
  ],
};

export const breakers = [breaker];
