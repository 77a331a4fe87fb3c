/** Callers who give up: while they wait, anywhere, or without the server noticing. */
import { context, exact, FEWER, type OracleCase, roughly, run } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const callers = (options: string) => station({ rate: "48/min", servers: 50, time: "exponential(1min)", options });

/** Of all callers, those who left too. */
const timeInQueue = (scale: number) =>
  smooth(
    "erlangA",
    (m) => [(of.resource(m, "station").queueLength * of.seconds(m)) / scale, of.endpoint(m).offered],
    of.ratio,
  );

const HOUR = 3600;
const NEAR_FULL = { short: 0.2, long: 0.01 };

const callCentre: OracleCase = {
  id: "A22-erlangA-garnett",
  title: "Erlang A, the call centre of Garnett, Mandelbaum and Reiman",
  runs: {
    erlangA: run(callers("patience: exponential(2min),"), {
      warmUp: 2 * HOUR,
      short: 16 * HOUR,
      long: 140 * HOUR,
      replications: FEWER,
    }),
    // At ρ = 0.96 a relaxation time is 49 minutes.
    erlangC: run(callers(""), { warmUp: 9 * HOUR, short: 24 * HOUR, long: 1700 * HOUR, replications: FEWER }),
  },
  checks: [
    exact("fraction abandoning", 0.0309122491622, of.failedShare("erlangA")),
    exact("mean time in queue (all callers, min)", 0.0618244983244, timeInQueue(60)),
    exact("mean time in queue (s)", 3.70946989946, timeInQueue(1)),
    exact(
      "P(wait>0)",
      0.467774068554,
      smooth(
        "erlangA",
        (m) => [of.endpoint(m).offered - of.zeros(of.waits(m, "station")), of.endpoint(m).offered],
        of.ratio,
      ),
    ),
    exact("mean queue length", 2.96757591957, of.queueLength("erlangA")),
    exact("agent utilisation", 0.930324240804, of.utilisation("erlangA")),
    exact("without abandonment (Erlang C): mean wait", 20.8336683359, of.meanWait("erlangC"), NEAR_FULL),
    exact("without abandonment: p90 wait", 58.138741782, of.waitPercentile("erlangC", 0.9), NEAR_FULL),
    context(
      "paper, with abandonment: fraction abandoning / average wait",
      3.1,
      smooth("erlangA", (m) => [100 * of.endpoint(m).failed, of.endpoint(m).offered], of.ratio),
    ),
  ],
};

const zombies: OracleCase = {
  id: "A24-timeout-zombie",
  title: "The caller leaves after 50 ms, the work goes on",
  runs: {
    zombies: run(station({ rate: "90/s", time: "exponential(10ms)", policy: "timeout: 50ms" }), {
      warmUp: 50,
      short: 200,
      long: 1900,
    }),
  },
  checks: [
    exact("timeout fraction", 0.606530659713, of.failedShare("zombies")),
    exact("goodput (replies within 50 ms)", 35.4122406259, of.goodput("zombies")),
    exact("server utilisation", 0.9, of.utilisation("zombies")),
    exact("mean latency of successes", 0.0229252958732, of.meanSojourn("zombies")),
    exact(
      "mean client-observed time (success latency or 50 ms)",
      0.0393469340287,
      smooth(
        "zombies",
        (m) => [of.endpoint(m).latencyMs.sum / 1000 + 0.05 * of.endpoint(m).failed, of.endpoint(m).offered],
        of.ratio,
      ),
    ),
  ],
};

const overloaded = (policy: string) => station({ rate: "150/s", time: "exponential(10ms)", policy });

// Half a second on the way changes nothing, for it leaves a Poisson process one; unless patience counted from there.
const patient = `
version: 1
traffic: { users: { rate: 150/s, to: front.ask } }
parts:
  front: { type: service, endpoints: { ask: [{ delay: exponential(500ms) }, { call: station.serve }] } }
  station: { type: service, threads: 1, patience: 50ms, endpoints: { serve: [{ delay: exponential(10ms) }] } }
`;

const collapse: OracleCase = {
  id: "A27-timeout-overload",
  title: "At 150 %: (z) the work goes on, (q) who waits may leave, (a) the work stops too",
  runs: {
    // The last minute of ten, from empty.
    z: run(overloaded("timeout: 50ms"), {
      warmUp: 540,
      short: 60,
      long: 60,
      replications: { short: 2, long: 20 },
      coolDown: 1,
    }),
    q: run(patient, { warmUp: 10, short: 40, long: 1000 }),
    a: run(overloaded("deadline: 50ms"), { warmUp: 10, short: 40, long: 1000 }),
  },
  checks: [
    roughly("(z) goodput in the last 60 s of a 600 s run", 0.0, { absolute: 0.01 }, of.goodput("z")),
    exact("(q) goodput (all served count)", 98.1068215642, of.goodput("q")),
    exact("(q) timeout fraction", 0.345954522905, of.failedShare("q")),
    exact("(a) goodput", 97.1054330286, of.goodput("a")),
    exact("(a) timeout fraction", 0.352630446476, of.failedShare("a")),
  ],
};

export const impatience = [callCentre, zombies, collapse];
