/** Distributions. */
import { exact, exactMean, type OracleCase, run, TAIL } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { percentile, type Statistic } from "../statistic.js";

// Without a limit on threads the response time is the draw itself.
const draws = (time: string, short = 5, long = 30) =>
  run(station({ rate: "1000/s", servers: Number.POSITIVE_INFINITY, time }).replace("Infinity", "unlimited"), {
    warmUp: 0,
    short,
    long,
    coolDown: 600,
  });
const at = (run: string, p: number): Statistic => percentile(run, p, (m) => of.endpoint(m).latencyMs);

const distributions: OracleCase = {
  id: "F31-samplers",
  title: "Distributions, as a service without limits returns them",
  runs: {
    lognormal: draws("lognormal(mean 10ms, cv 2)"),
    fitted: draws("lognormal(p50 20ms, p99 200ms)"),
    weibull: draws("weibull(shape 0.5, mean 10ms)"),
    erlang: draws("erlang(shape 4, mean 10ms)"),
    gamma: draws("gamma(mean 10ms, cv 1.41421356237)"),
    pareto: draws("pareto(shape 2.5, min 1ms)", 10, 170),
  },
  checks: [
    exact("lognormal(mean 10ms,SCV4) median", 0.004472135955, at("lognormal", 0.5)),
    exact("lognormal(mean 10ms,SCV4) p99", 0.0855546505421, at("lognormal", 0.99)),
    exactMean("lognormal p50=20ms p99=200ms: mean", 0.0326410211104, of.meanSojourn("fitted")),
    exact("Weibull(0.5, mean 10ms) p99", 0.10603796221, at("weibull", 0.99)),
    exact("Erlang-4 p95", 0.0193841413198, at("erlang", 0.95)),
    exact("gamma SCV2 p99", 0.0663489660102, at("gamma", 0.99)),
    exactMean("Pareto(2.5,1ms) mean", 0.00166666666667, of.meanSojourn("pareto")),
    exact("Pareto p99.9", 0.0158489319246, at("pareto", 0.999), TAIL),
  ],
};

export const samplers = [distributions];
