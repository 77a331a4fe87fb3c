/** Who comes in batches, who goes first, what must start first; values from the oracle cases named in each title. */
import { describe, expect, it } from "vitest";
import {
  type BatchSize,
  batchServers,
  batchWait,
  constantBatch,
  geometricBatch,
} from "../../../src/analysis/theory/batch-arrivals.js";
import {
  constantGaps,
  erlangGaps,
  hyperexponentialGaps,
  interruptedPoissonGaps,
} from "../../../src/analysis/theory/gim1.js";
import { foundDown, resumed } from "../../../src/analysis/theory/interruptions.js";
import { gammaMoments, mg1 } from "../../../src/analysis/theory/mg1.js";
import { mmc } from "../../../src/analysis/theory/mmc.js";
import { priorityWaits, priorityWaitsOfServers } from "../../../src/analysis/theory/priorities.js";
import { setUp } from "../../../src/analysis/theory/set-up.js";
import { close } from "./close.js";

describe("priorities", () => {
  const classes = [
    { lambda: 30, service: gammaMoments(0.005, 1) },
    { lambda: 20, service: gammaMoments(0.03, 1) },
  ];
  it("A19: Cobham's two classes", () => {
    const [a, b] = priorityWaits(classes) as [number, number];
    close(a, 0.0220588235294);
    close(b, 0.0882352941176);
    close((30 * a + 20 * b) / 50, 0.0485294117647);
  });
  it("Σ ρ W is that of one class, whichever goes first (Kleinrock's conservation law)", () => {
    const [b, a] = priorityWaits(classes.toReversed()) as [number, number];
    close((0.15 * a + 0.6 * b) / 0.75, 0.075); // A19's first come first served.
  });
  it("c servers: in all as M/M/c, one server as Cobham, and a request with none before it waits for the one in service", () => {
    const [first, second, third] = priorityWaitsOfServers([100, 200, 420], 100, 8) as [number, number, number];
    close((100 * first + 200 * second + 420 * third) / 720, mmc(720, 100, 8).meanWait);
    close(first, mmc(720, 100, 8).waitingProbability / (800 - 100));
    const alike = [3, 4].map((lambda) => ({ lambda, service: gammaMoments(0.1, 1) }));
    close(priorityWaitsOfServers([3, 4], 10, 1)[1]!, priorityWaits(alike)[1]!);
    expect(priorityWaitsOfServers([3, 8], 10, 1)).toEqual([Infinity, Infinity]);
  });
});

describe("batches", () => {
  const fromOne: BatchSize = { first: 3, second: 15, exceeds: (n) => (2 / 3) ** n }; // Geometric on 1, 2 …
  it("B08: geometric batches at one server", () => {
    close(batchWait(60, fromOne, gammaMoments(0.01, 1)), 0.065);
    close(batchServers(60, fromOne, 100, 1).meanSojourn, 0.075);
  });
  it("of one are single arrivals", () => {
    close(batchWait(8, constantBatch(1), gammaMoments(0.1, 4)), mg1(8, gammaMoments(0.1, 4)).meanWait);
    const alone = batchServers(720, constantBatch(1), 100, 8);
    close(alone.meanSojourn, mmc(720, 100, 8).meanSojourn);
    close(alone.waitingProbability, mmc(720, 100, 8).waitingProbability);
    expect(batchServers(8, constantBatch(2), 1, 8).meanSojourn).toBe(Infinity);
  });
  it("sizes: E X and E X² are the sums of what exceeds", () => {
    for (const size of [constantBatch(3), constantBatch(2.5), constantBatch(0.4), geometricBatch(2)]) {
      const ns = Array.from({ length: 400 }, (_, n) => n);
      close(
        ns.reduce((sum, n) => sum + size.exceeds(n), 0),
        size.first,
      );
      close(
        ns.reduce((sum, n) => sum + (2 * n + 1) * size.exceeds(n), 0),
        size.second,
      );
    }
  });
  it("c servers, by the whole chain of flows", () => {
    // p(n) up to 3000 from the flow across each n; nothing but the sum then gives E N.
    const [lambda, mu, c, batch] = [2, 1, 3, geometricBatch(2.5)];
    const p = [1];
    for (let n = 1; n < 3000; n++) {
      const from = Math.max(0, n - 200);
      const up = p.slice(from).reduce((sum, each, i) => sum + each * batch.exceeds(n - 1 - from - i), 0);
      p.push(((lambda / batch.first) * up) / (Math.min(n, c) * mu));
    }
    const all = p.reduce((sum, each) => sum + each, 0);
    const law = batchServers(lambda, batch, mu, c);
    close(law.meanSojourn, p.reduce((sum, each, n) => sum + n * each, 0) / all / lambda, 1e-8);
    close(law.waitingProbability, 1 - (p[0]! + p[1]! + p[2]!) / all, 1e-8);
  });
});

describe("set-up times", () => {
  it("B12: an exponential cold start", () => {
    const law = setUp(5, gammaMoments(0.1, 1), gammaMoments(1, 1), 0);
    close(law.meanWait, 1.1);
    close(1 - law.idle, 0.5 + 0.416666666667); // Serving and starting.
    close(5 * law.meanStart, 0.416666666667);
  });
  it("that stays on for ever never starts; that starts in no time is M/G/1", () => {
    const service = gammaMoments(0.1, 4);
    for (const law of [setUp(8, service, gammaMoments(1, 1), Infinity), setUp(8, service, gammaMoments(0, 0), 0)]) {
      close(law.meanWait, mg1(8, service).meanWait);
      close(law.idle, 0.2);
    }
    expect(setUp(11, service, gammaMoments(1, 1), 0).meanWait).toBe(Infinity);
  });
});

it("how often it is free, and found down: M/M/1 from its balance equations", () => {
  const [lambda, mu, f, theta, most] = [4, 10, 2, 4, 150];
  const [up, down] = [new Float64Array(most + 2).fill(1, 0, 1), new Float64Array(most + 2).fill(1, 0, 1)];
  for (let sweep = 0; sweep < 4000; sweep++) {
    for (let n = 0; n <= most; n++) {
      const came = n === 0 ? 0 : lambda;
      const leaves = n === most ? 0 : lambda;
      up[n] = (theta * down[n]! + came * (up[n - 1] ?? 0) + mu * up[n + 1]!) / (f + leaves + (n === 0 ? 0 : mu));
      down[n] = (f * up[n]! + came * (down[n - 1] ?? 0)) / (theta + leaves);
    }
  }
  const all = up.reduce((sum, p) => sum + p, 0) + down.reduce((sum, p) => sum + p, 0);
  const breakdowns = { rate: f, repair: gammaMoments(1 / theta, 1) };
  const completion = resumed(gammaMoments(1 / mu, 1), breakdowns);
  const { free, rest } = foundDown(lambda, completion, breakdowns, (s) => theta / (theta + s));
  close(free, (up[0] + down[0]!) / all, 1e-8);
  close(free * rest, down[0]! / all / theta, 1e-8); // A request that finds it down waits 1 ÷ θ.
});

it("gaps: their moments are the slopes of their transforms", () => {
  for (const gaps of [
    constantGaps(2),
    erlangGaps(3, 2),
    hyperexponentialGaps(0.3, 2, 0.5),
    interruptedPoissonGaps(3, 0.5, 1.5),
  ]) {
    const h = 1e-4 / gaps.mean;
    const [one, two] = [gaps.transform(h), gaps.transform(2 * h)];
    close((4 * (1 - one) - (1 - two)) / (2 * h), gaps.mean, 1e-6); // First and second differences at 0.
    close((1 - 2 * one + two) / h ** 2 / gaps.mean ** 2, 1 + gaps.scv, 2e-3);
  }
});
