/** One request, many calls. */
import { context, exact, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

/** Leaves asked one after the other, the fast ones in no time: slow if any of them is. */
const leaves = (n: number, slow: string, rate: string): string => `
version: 1
traffic: { users: { rate: ${rate}, to: root.ask } }
parts:
  root: { type: service, endpoints: { ask: [{ repeat: ${n}, steps: [{ call: leaf.answer }] }] } }
  leaf:
    type: service
    endpoints:
      answer: [{ choose: [{ share: ${slow}, steps: [{ delay: 1500ms }] }, { share: ${100 - Number.parseFloat(slow)}%, steps: [] }] }]
`;

const isSlow = (run: string): Statistic =>
  smooth(
    run,
    (m) => {
      const { values, counts, count } = of.endpoint(m).latencyMs;
      return [counts.reduce((sum, n, i) => (values[i] > 1000 ? sum + n : sum), 0), count];
    },
    of.ratio,
  );

const fanOut: OracleCase = {
  id: "F01-tail-at-scale",
  title: "The chance that one of n leaves is slow; asked in turn, for which the law is the same",
  runs: {
    n1: run(leaves(1, "1%", "1000/s"), { warmUp: 0, short: 5, long: 100, coolDown: 10 }),
    n100: run(leaves(100, "1%", "100/s"), { warmUp: 0, short: 0.5, long: 20, coolDown: 30 }),
    n2000: run(leaves(2000, "0.01%", "10/s"), { warmUp: 0, short: 5, long: 330, coolDown: 20 }),
  },
  checks: [
    exact("P(slow) n=100, p=0.01", 0.633967658727, isSlow("n100")),
    exact("P(slow) n=2000, p=0.0001", 0.181277434734, isSlow("n2000"), { short: 0.1, long: 0.015 }),
    exact("P(slow) n=1", 0.01, isSlow("n1")),
    context('paper: 63% at 100 servers; "almost one in five" at 2000 with 1/10,000', 0.63, isSlow("n100")),
  ],
  leftOut: { "the share that is put in": ["per-leaf slow probability for 1% at n=100"] },
};

export const fanOuts = [fanOut];
