/** Sweeps and tornados against theory. */
import { describe, expect, it } from "vitest";
import { threads } from "../../src/experiment/execute/threads.js";
import { readFigures, watching } from "../../src/experiment/search/asked-figures.js";
import { numbersIn, scaled } from "../../src/experiment/search/model-numbers.js";
import { Probe } from "../../src/experiment/search/probe.js";
import { sweep } from "../../src/experiment/search/sweep.js";
import { parseRange } from "../../src/experiment/search/sweep-range.js";
import { tornado } from "../../src/experiment/search/tornado.js";
import { tornadoText } from "../../src/report/sweep/tornado.js";
import { opened, station } from "./ceiling-of.js";

const run = "{ duration: 12s, warm-up: 1s, replications: 8 }";
const text = (limit: string) => station({ traffic: "rate: 200/s", objective: `latency: p(99) < ${limit}`, run });
const p99 = (lambda: number, mu = 1): number => Math.log(100) / (mu - lambda); // Of M/M/1, per ms.

describe("a range", () => {
  it.each([
    ["web.threads=4..7", "", [4, 5, 6, 7]],
    ["web.threads=1..100:4", "", [1, 34, 67, 100]],
    ["load=1..2:3", "", [1, 1.5, 2]],
    ["db.acquire=10ms..40ms:3", "ms", [10, 25, 40]],
    ["db.acquire=10..40ms:2", "ms", [10, 40]],
    ["cache.hit=90%,50%", "%", [50, 90]],
  ])("%s", (written, unit, values) => expect(parseRange(written)).toMatchObject({ unit, values }));

  it.each(["web.threads", "web.threads=4", "a.b=1s..20ms", "a.b=few", "load=1..2:1000"])("%s is none", (written) =>
    expect(() => parseRange(written)).toThrow(),
  );
});

it("over load, p99 is that of M/M/1 at each, and where nothing can keep up the queue grows", async () => {
  const { bench, probe } = opened(text("9.5ms"));
  const found = await sweep(probe, bench, [parseRange("load=1,2,3,6")]);
  const limits: string[] = [];
  for (const { at, p99Ms, growing, verdict } of found.points) {
    limits.push(verdict);
    expect(growing).toBe(at[0] === 6);
    if (growing) continue;
    const truth = p99(0.2 * at[0]);
    expect(p99Ms.low!).toBeLessThan(truth);
    expect(p99Ms.high!).toBeGreaterThan(truth);
    expect(p99Ms.high! - p99Ms.low!).toBeLessThan(0.3 * truth);
  }
  expect(limits).toEqual(["met", "met", "missed", "missed"]);
  expect(found.audit.ok).toBe(true);
});

it("the knee of p99 of M/M/1 lies where that of 1 ÷ (1 − ρ) does, between the values that may be it", async () => {
  const { bench, probe } = opened(text("1s"));
  const { knee } = await sweep(probe, bench, [parseRange("load=0.5..4.5:9")]); // ρ from 0.1 to 0.9.
  const truth = (1 - Math.sqrt(0.9 * 0.1)) / 0.2;
  expect(knee!.low!).toBeLessThanOrEqual(Math.min(truth, knee!.value! - 0.5));
  expect(knee!.high!).toBeGreaterThanOrEqual(Math.max(truth, knee!.value! + 0.5));
  expect(knee!.high! - knee!.low!).toBeLessThanOrEqual(2);
});

describe("a run that is longer, or repeated more often", () => {
  const of = (range: string) => {
    const { bench, probe } = opened(text("1s"));
    return sweep(probe, bench, [parseRange(range)]).then((found) => ({ ...found, runs: probe.simulated.runs }));
  };

  it.each(["run.duration=12s,192s", "run.replications=8,128"])(
    "%s: narrows the interval by its root",
    async (range) => {
      const { points, knee, runs } = await of(range);
      const [few, many] = points.map(({ offeredLoad }) => offeredLoad.high! - offeredLoad.low!);
      expect(few! / many!).toBeGreaterThan(4 / 2.98); // √16, times the root of F(7, 7) at 99 %.
      expect(few! / many!).toBeLessThan(4 * 2.98);
      const { low, high } = points[1]!.p99Ms;
      expect(low).toBeLessThan(p99(0.2));
      expect(high).toBeGreaterThan(p99(0.2));
      expect(knee).toBeNull();
      expect(runs).toBe(range.includes("replications") ? 128 : 16); // Fewer replications are the first of more.
    },
  );

  it("warms up for as long as it is told", async () => {
    const { points } = await of("run.warm-up=0s,1s");
    expect(points[0]!.offeredLoad).not.toEqual(points[1]!.offeredLoad);
    const usual = await of("run.warm-up=1s,2s");
    expect(usual.points[0]!.offeredLoad).toEqual(points[1]!.offeredLoad);
  });

  it.each([
    ["run.durtion=1s,2s", 'nothing to vary at "run.durtion"; known: run.duration, run.warm-up or run.replications'],
    ["run.duration=1,2", 'run.duration = 1: "1" needs a unit'],
    ["run.replications=0,2", "run.replications = 0: must be at least 1"],
  ])("refuses %s", async (range, message) => expect(of(range)).rejects.toThrow(message));
});

describe("figures that are asked for", () => {
  const sweepOf = async (yaml: string, range: string, ...names: string[]) => {
    const { bench, probe } = opened(yaml);
    const read = readFigures(names, [bench.variant], probe.study);
    if ("errors" in read) throw new Error(read.errors.join("\n"));
    const { variant } = bench;
    const watched = new Probe(watching(probe.study, read.found), variant, threads(1), { budget: 3_000_000 });
    return sweep(watched, bench, [parseRange(range)], read.found);
  };
  /** P(T > t) = e^(−(μ − λ) t) for the time T in M/M/1, with μ = 1 per ms. */
  const truths: Readonly<Record<string, (lambda: number) => number>> = {
    "p90 of web.page": (lambda) => Math.log(10) / (1 - lambda),
    "within(3ms)": (lambda) => 1 - Math.exp(-3 * (1 - lambda)),
    "utilisation of web threads": (lambda) => lambda,
  };

  it("are those of M/M/1 at each load, with their units and the objective about them", async () => {
    const found = await sweepOf(
      station({ traffic: "rate: 200/s", objective: "errors: rate < 1%, within(3ms): rate > 50%", run }),
      "load=1,2,3",
      ...Object.keys(truths),
    );
    expect(found.figures).toEqual([
      { name: "p90 of web.page", unit: "ms", objective: null },
      { name: "within(3ms)", unit: "1", objective: 1 },
      { name: "utilisation of web threads", unit: "1", objective: null },
    ]);
    expect(found.objectives[1]).toBe("within(3ms): rate > 50%");
    for (const { at, figures, objectives } of found.points) {
      for (const [name, truth] of Object.entries(truths)) {
        const { value, low, high } = figures![name]!;
        const exact = truth(0.2 * at[0]!);
        expect(Math.abs(value! - exact), `${name} at ${at}`).toBeLessThan(1.5 * (high! - low!));
        expect(Math.abs(value! / exact - 1), `${name} at ${at}`).toBeLessThan(0.1);
      }
      expect(objectives[1]!.measured).toEqual(figures!["within(3ms)"]);
    }
  });

  it("are watched for: calls of a part, and an endpoint that only others call", async () => {
    const inner = `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: shop.price }, { call: shop.price }] } }
  shop: { type: service, endpoints: { price: [{ delay: 7ms }] } }
run: { duration: 5s, warm-up: 1s, replications: 2 }
`;
    const { points } = await sweepOf(inner, "load=1,2", "calls of shop", "p50 of shop.price");
    for (const { figures } of points) {
      expect(figures!["calls of shop"]!.value).toBeCloseTo(2, 1);
      expect(figures!["p50 of shop.price"]!.value).toBeCloseTo(7, 1);
    }
  });

  it("of the model alone are known where the queue grows, and a time is not", async () => {
    const { points, knee } = await sweepOf(text("1s"), "web.threads=1,2,4", "instances", "p50");
    expect(points.map(({ figures }) => figures!.instances)).toEqual(Array(3).fill({ value: 1, low: 1, high: 1 }));
    expect(knee).toBeNull(); // There is none on what is no latency.
    const grown = await sweepOf(text("1s"), "load=1,6", "p50", "cost");
    expect(grown.points[1]).toMatchObject({ growing: true, figures: { p50: { value: null } } });
    expect(grown.points[1]!.figures!.cost!.value).not.toBeNull();
  });

  it("have the knee where they are a latency: that of p50 of M/M/1 is where that of p99 is", async () => {
    const { knee } = await sweepOf(text("1s"), "load=0.5..4.5:9", "p50");
    const truth = (1 - Math.sqrt(0.9 * 0.1)) / 0.2;
    expect(knee!.low!).toBeLessThanOrEqual(truth);
    expect(knee!.high!).toBeGreaterThanOrEqual(truth);
  });

  it("without them nothing of them is written", async () => {
    const { bench, probe } = opened(text("1s"));
    const found = await sweep(probe, bench, [parseRange("load=1,2")]);
    expect("figures" in found || found.points.some((point) => "figures" in point)).toBe(false);
  });

  it.each([
    ["p90 of web.pgae", 'no endpoint "web.pgae": did you mean web.page?'],
    ["utilization of web threads", "did you mean utilisation?"],
    ["ceiling", "the ceiling takes a search of its own: headroom ceiling"],
    ["headroom", "the headroom takes a search of its own: headroom ceiling"],
    ["recovery", "take a model with a `timeline`, or an experiment with `spike:`"],
  ])("%s is refused", (name, message) => {
    const { bench, probe } = opened(text("1s"));
    const read = readFigures([name], [bench.variant], probe.study);
    expect("errors" in read ? read.errors : []).toEqual([expect.stringContaining(message)]);
  });

  it("are three at most, each counted once", () => {
    const { bench, probe } = opened(text("1s"));
    const read = (names: readonly string[]) => readFigures(names, [bench.variant], probe.study);
    expect(read(["p50", "latency p50", "mean", "p99"])).toMatchObject({ found: [{}, {}, {}] });
    expect(read(["p50", "p90", "mean", "p99"])).toEqual({ errors: ["4 figures; 3 are the most"] });
  });
});

it("over two knobs, every combination, the last fastest; and the same point is the same run", async () => {
  const { bench, probe } = opened(
    station({ objective: "errors: rate < 1%", run: "{ duration: 2s, replications: 2 }" }),
  );
  const found = await sweep(probe, bench, [parseRange("web.threads=1,4"), parseRange("load=0.5,1")]);
  expect(found.points.map(({ at }) => at)).toEqual([[1, 0.5], [1, 1], [4, 0.5], [4, 1]]); // biome-ignore format: a table
  const again = await sweep(
    opened(station({ objective: "errors: rate < 1%", run: "{ duration: 2s, replications: 2 }" })).probe,
    bench,
    [parseRange("load=0.5,1")],
  );
  expect(again.points.map(({ p99Ms }) => p99Ms)).toEqual(found.points.slice(0, 2).map(({ p99Ms }) => p99Ms));
});

it("a tornado finds by how much each number of M/M/1 moves its p99, and where the verdict flips", async () => {
  const { bench, probe } = opened(text("6.5ms"));
  const { guesses, base, verdict, metric } = await tornado(probe, bench);
  expect({ metric, verdict }).toEqual({ metric: "p99", verdict: "met" });
  expect(Math.abs(base.value! / p99(0.2) - 1)).toBeLessThan(0.1);
  expect(guesses.map(({ path }) => path)).toEqual(["web.endpoints.page.0.delay", "web.threads", "users.rate"]);
  expect(guesses[0]).toMatchObject({ less: { verdict: "met" }, more: { verdict: "missed" } });
  const truths: Record<string, [number | null, number | null]> = {
    "users.rate": [p99(0.16), p99(0.24)],
    "web.endpoints.page.0.delay": [p99(0.2, 1 / 0.8), p99(0.2, 1 / 1.2)],
  };
  for (const { path, less, more } of guesses) {
    const truth = truths[path];
    if (truth === undefined) expect([less, more?.value]).toEqual([null, "2"]);
    else
      [less, more].forEach((side, i) => {
        const { low, high, value } = side!.difference;
        const wanted = truth[i]! - p99(0.2);
        expect(low!, path).toBeLessThan(wanted);
        expect(high!, path).toBeGreaterThan(wanted);
        expect(Math.abs(value! / wanted - 1), path).toBeLessThan(0.35);
      });
  }
});

it("a tornado looks at a latency where one is asked for, and first at what makes the queue grow", async () => {
  const objective = "errors: rate < 1%, latency: p(95) < 1s";
  const short = "{ duration: 8s, warm-up: 0s, replications: 4 }";
  const { bench, probe } = opened(station({ traffic: "rate: 900/s", objective, run: short }));
  const { metric, guesses } = await tornado(probe, bench);
  expect(metric).toBe("p95");
  expect(guesses.map(({ more }) => more?.growing ?? null)).toEqual([true, true, false]);
  const [first, , last] = guesses.map(({ less, more }) => Math.abs((less ?? more)!.difference.value!));
  expect(last).toBeGreaterThan(first!); // Another thread does more than a fifth less work.
});

it("a tornado of a figure that is asked for moves that figure, with the limit of its objective", async () => {
  const yaml = station({ traffic: "rate: 200/s", objective: "latency: p(99) < 1s, goodput: rate > 100/s", run });
  const { bench, probe } = opened(yaml);
  const of = async (name: string) => {
    const read = readFigures([name], [bench.variant], probe.study);
    const [figure] = "found" in read ? read.found : [];
    const watched = new Probe(watching(probe.study, [figure!]), bench.variant, threads(1), { budget: 3_000_000 });
    return tornado(watched, bench, figure);
  };
  const goodput = await of("goodput");
  expect(goodput).toMatchObject({ metric: "goodput", unit: "1/s", limit: 100 });
  const rate = goodput.guesses.find(({ path }) => path === "users.rate")!;
  expect(rate.more!.difference.low!).toBeLessThan(40); // A fifth of 200/s.
  expect(rate.more!.difference.high!).toBeGreaterThan(40);
  expect(Math.abs(rate.more!.difference.value! / 40 - 1)).toBeLessThan(0.1);
  const cores = await of("instances");
  expect(cores).toMatchObject({ metric: "instances", limit: null });
  for (const { more } of cores.guesses) expect(more!.difference).toEqual({ value: 0, low: 0, high: 0 });
});

describe("a tornado says no more than a comparison does", () => {
  const short = "{ duration: 5s, warm-up: 0s, replications: 3 }";
  const tornadoOf = async (service: string, objective: string) => {
    const { bench, probe } = opened(station({ traffic: "rate: 20/s", service, objective, run: short }));
    return (await tornado(probe, bench)).guesses.flatMap(({ less, more }) =>
      [less, more].filter((each) => each !== null),
    );
  };
  it("of errors that never came: not proven to be as many", async () => {
    for (const { difference } of await tornadoOf("5ms", "errors: rate < 1%")) {
      expect(difference.value).toBe(0);
      expect(difference.high!).toBeGreaterThan(2.5 / 375); // Of 3 × 5 s × 20 to 25 requests a second.
      expect(difference.low!).toBeLessThan(-2.5 / 375);
    }
  });
  it("of a latency that is lower as fewer are answered: of how many", async () => {
    const traffic = "rate: 60/s, deadline: 20ms";
    const run = "{ duration: 20s, warm-up: 0s, replications: 4 }";
    const { bench, probe } = opened(
      station({ traffic, service: "exponential(9ms)", objective: "latency: mean < 1s", run }),
    );
    const found = await tornado(probe, bench);
    const { less } = found.guesses.find(({ path }) => path.endsWith("deadline"))!;
    expect(less!.difference.high).toBeLessThan(0);
    expect(less!.difference.reason).toMatch(/^latency of the [\d.]+% that were answered well, against [\d.]+%$/);
    expect(tornadoText(found, { colour: false, width: 80, verbose: true, written: "x" }).replace(/\s+/g, " ")).toMatch(
      /Not comparable: .*deadline at 16ms \(latency of the [\d.]+% that were answered well, against [\d.]+%\)/,
    );
  });
  it("of a mean without an interval: none either", async () => {
    const all = await tornadoOf("'pareto(shape 2.8, mean 5ms)'", "latency: mean < 1s");
    expect(all.length).toBeGreaterThan(2);
    const [sooner, later] = ["4ms", "6ms"].map((mean) => all.find(({ value }) => value.includes(`mean ${mean}`))!);
    expect([sooner!.difference.value! < 0, later!.difference.value! > 0]).toEqual([true, true]);
    for (const { difference } of all)
      expect(difference).toEqual({
        value: expect.any(Number),
        low: null,
        high: null,
        reason: expect.stringMatching("third moment"),
      });
  });
});

it("changes a number as one would write it", () => {
  for (const [written, factor, wanted] of [
    ["40ms", 1.2, "48ms"],
    ["30/s", 0.8, "24/s"],
    ["90%", 1.2, "100%"],
    ["100%", 1.2, null],
    [3, 0.8, 2],
    [1, 0.8, null],
    [1, 1.2, 2],
    [0, 1.2, null],
    ["lognormal(mean 4ms, p99 20ms)", 1.2, "lognormal(mean 4.8ms, p99 24ms)"],
    ["hyperexponential(90% 1ms, 10% 50ms)", 1.2, "hyperexponential(90% 1.2ms, 10% 60ms)"],
    ["erlang(shape 2, mean 45ms)", 0.8, "erlang(shape 2, mean 36ms)"],
    ["empirical(times.csv)", 1.2, null],
    ["unlimited", 1.2, null],
    ["web.page", 1.2, null],
  ] as const)
    expect(scaled(written, factor), String(written)).toBe(wanted);
  const { bench } = opened(text("1s"));
  expect(numbersIn(bench.root).map(({ written }) => written)).toEqual(["200/s", 1, "exponential(1ms)"]);
});

it("of recorded counts only the scale is a guess", () => {
  const traffic = "rate: { counts: [100, 200], every: 1s, scale: 50% }";
  const { bench } = opened(station({ traffic, objective: "latency: p(99) < 1s", run }));
  expect(numbersIn(bench.root).map(({ written }) => written)).toEqual(["50%", 1, "exponential(1ms)"]);
});

it("lasts until the plan of every point is over, unless a length is given", async () => {
  const moment = "timeline: { slow: { at: 30s, for: 5s, slow: web, by: 2 } }";
  const windowOf = async (given: string) => {
    const text = `${station({ traffic: "rate: 20/s", objective: "errors: rate < 1%", run: given })}\n${moment}`;
    const { bench, probe } = opened(text);
    return (await sweep(probe, bench, [parseRange("slow.for=5s,300s")])).window;
  };
  expect((await windowOf("{ replications: 2, warm-up: 1s }")).toMs).toBeGreaterThan(330_000);
  expect((await windowOf("{ replications: 2, warm-up: 1s, duration: 60s }")).toMs).toBe(61_000);
});

describe("where something happens", () => {
  const retrying = (attempts: number) => `
version: 1
traffic: { users: { rate: 100/s, to: app.page } }
parts:
  app: { type: service, endpoints: { page: [{ call: db.read, timeout: 500ms, retry: { attempts: ${attempts}, backoff: 10ms } }] } }
  db: { type: service, threads: 10, endpoints: { read: [{ delay: exponential(20ms) }] } }
timeline: { stall: { at: 20s, for: 5s, slow: db, by: 100 } }
run: { duration: 120s, warm-up: 5s, replications: 8 }`;

  /** ρ is a fifth of the load: with R retries it does not come back where (R + 1)·ρ ≥ 1. */
  it.each([4, 2])("finds the load from which %i attempts keep it down, and its interval", async (attempts) => {
    const { bench, probe } = opened(retrying(attempts));
    const truth = 5 / attempts; // Times 100/s.
    const range = `load=${0.6 * truth}..${1.4 * truth}:5`;
    const { boundary, points } = await sweep(probe, bench, [parseRange(range)]);
    expect(points.map(({ back }) => back!.of)).toEqual(Array(5).fill(8));
    expect(points[0]!.back!.back).toBe(8);
    expect(points.at(-1)!.back!.down).toBe(8);
    expect(points.at(-1)!.notBack?.why?.retries?.part).toBe("db");
    expect(boundary!.side).toBe("from");
    expect(boundary!.at.low!).toBeLessThan(truth);
    expect(boundary!.at.high!).toBeGreaterThan(0.95 * truth);
    expect(boundary!.at.high! - boundary!.at.low!).toBeLessThan(0.25 * truth);
  });

  it("says of nothing that it comes back where nothing happens", async () => {
    const { bench, probe } = opened(text("1s"));
    const { boundary, points } = await sweep(probe, bench, [parseRange("load=1,2")]);
    expect([boundary, points[0]!.back]).toEqual([undefined, undefined]);
  });
});
