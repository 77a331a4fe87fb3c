/** The ledger of effects: what requests were told, and what really happened. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { endpoint, requests, simulate } from "../simulate.js";
import { arbitrarySpurtWithEffects, arbitraryWithEffects } from "./arbitrary-model.js";

interface Shop {
  readonly traffic?: string;
  readonly effects?: string;
  readonly order: string;
  readonly worker?: string;
  readonly more?: string; // Parts, timeline.
  readonly options?: string; // Of the queue.
}

const ONE_IN_100_MS = `load: { ${requests(10, 100)}, to: web.order }`;

const shop = ({ traffic = ONE_IN_100_MS, effects, order, worker = "", more = "", options = "" }: Shop): string => `
version: 1
traffic: { ${traffic} }
effects: { ${effects ?? "confirmed: { for: web.order }"} }
parts:
  web: { type: service, threads: unlimited, endpoints: { order: [${order}], cancel: [delay: 1ms] } }
  jobs: { type: work-queue, steps: [${worker === "" ? "delay: 1ms" : worker}] ${options} }
${more}`;

/** What became of it, as counts: "due 10, in time 8, lost 2". */
function became({ effects = [] }: Measurements, name = "confirmed"): Record<string, number> {
  const { measures } = effects.find((each) => each.name === name)!;
  const counts = measures.flatMap((one) => (one.kind === "ratio" ? [[one.name, one.part] as const] : []));
  const due = measures.flatMap((one) => (one.kind === "events" ? [["due", one.count] as const] : []));
  return Object.fromEntries([...due, ...counts].filter(([, count]) => count > 0));
}

function pendingMs({ effects = [] }: Measurements, name = "confirmed"): { mean: number; count: number } {
  for (const one of effects.find((each) => each.name === name)!.measures)
    if (one.kind === "duration") return { mean: one.histogram.sum / one.histogram.count, count: one.histogram.count };
  return { mean: Number.NaN, count: 0 };
}

const run = (it: Shop): Record<string, number> => became(simulate(shop(it), { durationMs: 1100 }));

describe("what becomes of an effect", () => {
  it("happens in the request, before its answer", () => {
    const measured = simulate(shop({ order: "effect: confirmed, delay: 5ms" }), { durationMs: 1100 });
    expect(became(measured)).toEqual({ due: 10, inTime: 10 });
    expect(pendingMs(measured).mean).toBe(0);
  });

  it("happens in a worker, after it", () => {
    const it = { order: "publish: jobs, delay: 5ms", worker: "delay: 25ms, effect: confirmed" };
    const measured = simulate(shop(it), { durationMs: 1100 });
    expect(became(measured)).toEqual({ due: 10, inTime: 10 });
    expect(pendingMs(measured).mean).toBeCloseTo(20, 6);
  });

  it("is due for a degraded answer too: its users were told so", () => {
    const order = "{ call: hints.get, fallback: { degraded: continue } }, { effect: confirmed }, { delay: 5ms }";
    const hints = "  hints: { type: service, endpoints: { get: [fail: 100%] } }";
    const measured = simulate(shop({ order, more: hints }), { durationMs: 1100 });
    expect(became(measured)).toEqual({ due: 10, inTime: 10 });
    expect(endpoint(measured, "web.order").answered).toBe(0);
  });

  it("happens in a worker in time of its own, though the time left of who published travels", () => {
    const order = "{ call: api.do, timeout: 20ms, travels: true }, { delay: 5ms }";
    const more = `  api: { type: service, endpoints: { do: [publish: jobs] } }
  pay: { type: service, endpoints: { do: [delay: 1ms] } }`;
    const worker = "{ delay: 50ms }, { call: pay.do }, { effect: confirmed }";
    expect(run({ order, more, worker, options: ", workers: 4" })).toEqual({ due: 10, inTime: 10 });
  });

  it("happens later than promised", () => {
    const effects = "confirmed: { for: web.order, within: 20ms }";
    expect(run({ effects, order: "publish: jobs", worker: "delay: 25ms, effect: confirmed" })).toEqual({
      due: 10,
      late: 10,
    });
    expect(run({ effects, order: "publish: jobs", worker: "delay: 20ms, effect: confirmed" })).toEqual({
      due: 10,
      inTime: 10,
    });
  });

  it("is lost where the work fails after the answer", () =>
    expect(run({ order: "publish: jobs", worker: "fail: 100%, effect: confirmed" })).toEqual({ due: 10, lost: 10 }));

  it("is under way as long as something works for it, and late once it is later than promised", () => {
    const queue = { order: "publish: jobs", worker: "delay: 1h, effect: confirmed" };
    expect(run(queue)).toEqual({ due: 10, unfinished: 10 });
    expect(run({ ...queue, effects: "confirmed: { for: web.order, within: 1min }" })).toEqual({ due: 10, late: 10 });
  });

  it("is awaited after the window, until it is known what became of it", () => {
    const measured = simulate(shop({ order: "publish: jobs", worker: "delay: 5s, effect: confirmed" }), {
      durationMs: 1100,
    });
    expect(became(measured)).toEqual({ due: 10, inTime: 10 });
  });

  it("happens twice where a retry repeats it", () => {
    const order = "{ call: pay.take, retry: { attempts: 2 }, fallback: continue }";
    const more = "  pay: { type: service, endpoints: { take: [effect: confirmed, fail: 100%] } }";
    expect(run({ order, more })).toEqual({ due: 10, inTime: 10, twice: 10 });
  });

  it("is uncalled-for where the request failed all the same", () => {
    const order = "{ call: pay.take, timeout: 5ms }";
    const more = "  pay: { type: service, endpoints: { take: [delay: 20ms, effect: confirmed] } }";
    expect(run({ order, more })).toEqual({ uncalledFor: 10 });
  });

  it("is uncalled-for where it happens to others", () => {
    const traffic = `${ONE_IN_100_MS}, other: { ${requests(3, 100)}, to: pay.take }`;
    const more = "  pay: { type: service, endpoints: { take: [effect: confirmed] } }";
    expect(run({ traffic, order: "effect: confirmed", more })).toEqual({ due: 10, inTime: 10, uncalledFor: 3 });
  });

  it("belongs to each request of users who ask again and again", () => {
    const traffic = "users: { users: 1, think: 99ms, to: web.order }";
    expect(run({ traffic, order: "delay: 1ms, publish: jobs", worker: "effect: confirmed" })).toEqual({
      due: 10,
      inTime: 10,
    });
  });
});

it("a user who thinks works for no request of before: what is lost is lost", () => {
  const traffic = "users: { users: 1, think: 99ms, to: web.order }";
  expect(run({ traffic, order: "delay: 1ms, publish: jobs", worker: "fail: 100%, effect: confirmed" })).toEqual({
    due: 10,
    lost: 10,
  });
});

describe("a chain of effects", () => {
  const effects = "reserved: { for: web.order }, paid: { for: reserved }";
  const both = (order: string, worker: string): readonly Record<string, number>[] => {
    const measured = simulate(shop({ effects, order, worker }), { durationMs: 1100 });
    return [became(measured, "reserved"), became(measured, "paid")];
  };

  it("is due link by link", () =>
    expect(both("effect: reserved, publish: jobs", "fail: 100%, effect: paid")).toEqual([
      { due: 10, inTime: 10 },
      { due: 10, lost: 10 },
    ]));

  it("is due no more once its cause is undone", () =>
    expect(
      both("effect: reserved, publish: jobs", "{ effect: reserved, undo: true }, fail: 100%, effect: paid"),
    ).toEqual([{ due: 10, undone: 10 }, {}]));

  it("is uncalled-for where it happens although its cause is undone", () =>
    expect(both("effect: reserved, effect: paid, publish: jobs", "{ effect: reserved, undo: true }")).toEqual([
      { due: 10, undone: 10 },
      { uncalledFor: 10 },
    ]));

  it("an effect that is undone and happens again has happened once", () =>
    expect(both("effect: reserved, { effect: reserved, undo: true }, effect: reserved, effect: paid", "")).toEqual([
      { due: 10, inTime: 10 },
      { due: 10, inTime: 10 },
    ]));
});

describe("across a crash", () => {
  const crash = (work: string): Record<string, number> =>
    run({
      order: "publish: jobs",
      worker: "delay: 90ms, effect: confirmed",
      more: `timeline: { crash: { at: 450ms, for: 10ms, down: jobs, workers: 1, work: ${work} } }`,
    });

  it("what a worker was doing is lost", () => expect(crash("lost")).toEqual({ due: 10, inTime: 9, lost: 1 }));
  it("or is done once, later", () => expect(crash("repeats")).toEqual({ due: 10, inTime: 10 }));
});

describe("theory", () => {
  const plan = { warmUpMs: 2000, durationMs: 200_000, binMs: 10_000 };
  const shares = (it: Shop): Record<string, number> => {
    const all = became(simulate(shop(it), plan));
    return Object.fromEntries(Object.entries(all).map(([name, count]) => [name, count / all.due!]));
  };

  it("lost is 1 − Π of what passes each step", () => {
    const traffic = "load: { rate: 500/s, to: web.order }";
    const found = shares({
      traffic,
      order: "publish: jobs",
      worker: "fail: 5%, fail: 10%, fail: 20%, effect: confirmed",
    });
    const expected = 1 - 0.95 * 0.9 * 0.8; // Of 100,000: ± 3.3 standard errors.
    expect(Math.abs(found.lost! - expected)).toBeLessThan(3.3 * Math.sqrt((expected * (1 - expected)) / 100_000));
  });

  it("pending is the sojourn in M/M/1, and late its tail e^−(μ−λ)t", () => {
    const traffic = "load: { rate: 300/s, to: web.order }";
    const it = {
      traffic,
      effects: "confirmed: { for: web.order, within: 10ms }",
      order: "publish: jobs",
      worker: "delay: exponential(2ms), effect: confirmed",
    };
    const runs = [0, 1, 2, 3, 4].map((replication) => simulate(shop(it), { ...plan, replication }));
    const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const mean = meanOf(runs.map((each) => pendingMs(each).mean));
    const late = meanOf(runs.map((each) => became(each).late! / became(each).due!));
    expect(Math.abs(mean / 5 - 1)).toBeLessThan(0.02); // 1 ÷ (0.5 − 0.3) ms.
    expect(Math.abs(late / Math.exp(-0.2 * 10) - 1)).toBeLessThan(0.04);
  });
});

describe("whatever delivers it, against theory", () => {
  const N = 4000; // Requests, one every 10 ms.
  const work = (options: string, steps = "delay: 1ms, effect: done"): string =>
    `  jobs: { type: work-queue, workers: 20, ${options} steps: [${steps}] }`;
  const DB = "  db: { type: database, queries: { store: { time: 1ms, write: true } } }\n";
  const half = "delay: 1ms, fail: 50%, effect: done";
  const parked = `${work("attempts: 2, backoff: 20ms, dead-letter: parked,", half)}\n  parked: { type: dead-letters }`;
  const TOPIC = "  facts: { type: topic, to: [jobs, others] }\n  others: { type: work-queue, steps: [delay: 1ms] }\n";

  interface Delivery {
    readonly parts: string;
    readonly order?: string;
    readonly more?: string;
    readonly shares: Readonly<Record<string, number>>;
  }
  const deliveries: Readonly<Record<string, Delivery>> = {
    "lost acknowledgements": {
      parts: work("attempts: 2, lease: 50ms, lost-acknowledgements: 20%,"),
      shares: { twice: 0.2 },
    },
    "lost acknowledgements, where workers know what is done": {
      parts: work("attempts: 2, lease: 50ms, dedupe: 10min, lost-acknowledgements: 20%,"),
      shares: { twice: 0 },
    },
    "a lease shorter than some of the work": {
      parts: work("attempts: 2, lease: 20ms,", "delay: exponential(10ms), effect: done"),
      shares: { twice: Math.exp(-2) },
    },
    "attempts that are used up": { parts: work("attempts: 3, backoff: 20ms,", half), shares: { lost: 0.5 ** 3 } },
    "messages put aside": { parts: parked, shares: { unfinished: 0.5 ** 2, lost: 0 } },
    "messages put aside and put back": {
      parts: parked,
      more: "timeline: { again: { at: 41s, redrive: parked } }",
      shares: { unfinished: 0.5 ** 4, lost: 0 },
    },
    "an outbox": {
      parts: `${DB}${work("")}\n  outbox: { type: outbox, in: db, to: jobs, poll: 200ms }`,
      order: "{ transaction: db, steps: [query: db.store, publish: outbox] }",
      shares: { lost: 0, twice: 0 },
    },
    "a topic": { parts: `${TOPIC}${work("")}`, order: "publish: facts", shares: { lost: 0, twice: 0 } },
  };

  it.each(Object.entries(deliveries))("%s", (_, { parts, order = "publish: jobs", more = "", shares }) => {
    const measured = simulate(
      `version: 1
traffic: { load: { ${requests(N, 10)}, to: web.order } }
effects: { done: { for: web.order } }
parts:
  web: { type: service, endpoints: { order: [${order}] } }
${parts}
${more}`,
      { durationMs: 42_000, binMs: 1000 },
    );
    const found = became(measured, "done");
    expect(found.due).toBe(N);
    for (const [name, share] of Object.entries(shares)) {
      const error = 3.3 * Math.sqrt((share * (1 - share)) / N); // None where it is certain.
      expect(Math.abs((found[name] ?? 0) / N - share), name).toBeLessThanOrEqual(error);
    }
  });
});

describe("whatever the model", () => {
  const sums = ({ effects = [] }: Measurements): void => {
    for (const { name, measures } of effects) {
      const of = (measure: string) => {
        const found = measures.find((one) => one.name === measure);
        if (found?.kind !== "ratio") throw new Error(`no share ${measure}`);
        return found;
      };
      const parts = ["inTime", "late", "lost", "undone", "unfinished"].map(of);
      expect(
        parts.reduce((sum, { part }) => sum + part, 0),
        name,
      ).toBe(of("lost").whole);
      for (const [bin, due] of of("lost").wholeByBin.entries())
        expect(
          parts.reduce((sum, { partByBin }) => sum + partByBin[bin]!, 0),
          `${name} in bin ${bin}`,
        ).toBe(due);
      expect(of("twice").part, `twice ${name}`).toBeLessThanOrEqual(of("inTime").part + of("late").part);
      expect(of("uncalledFor").part, `uncalled-for ${name}`).toBeLessThanOrEqual(of("uncalledFor").whole);
      for (const one of measures)
        if (one.kind === "level") for (const n of one.atEnds) expect(n, `open ${name}`).toBeGreaterThanOrEqual(0);
    }
  };

  it("done + lost + undone + under way is what was due, and due is what was answered, wherever the run is cut off", () => {
    const balanced = (data: unknown): void => {
      const measured = simulate(JSON.stringify(data), { warmUpMs: 50, durationMs: 200, binMs: 50, coolDownMs: 20 }); // Audits itself.
      sums(measured);
      const due = measured.effects![0]!.measures.find(({ name }) => name === "lost");
      if (due?.kind !== "ratio" || measured.cutShort !== null) return;
      const { answersThenByBin, endsThenByBin } = endpoint(measured, "web.page");
      const mayDegrade = JSON.stringify(data).includes('"degraded"');
      for (const [bin, count] of due.wholeByBin.entries()) {
        expect(count).toBeGreaterThanOrEqual(answersThenByBin[bin]!);
        expect(count).toBeLessThanOrEqual((mayDegrade ? endsThenByBin : answersThenByBin)[bin]!);
      }
    };
    fc.assert(fc.property(arbitraryWithEffects, balanced), { numRuns: 80 });
  });

  it("in the end nothing is under way", () => {
    const ends = (data: unknown): void => {
      const measured = simulate(JSON.stringify(data), { durationMs: 1e9, binMs: 1e8 });
      sums(measured);
      for (const { name } of measured.effects!) expect(became(measured, name).unfinished, name).toBeUndefined();
    };
    fc.assert(fc.property(arbitrarySpurtWithEffects, ends), { numRuns: 40 });
  });
});

describe("mistakes", () => {
  const said = (text: string): string[] =>
    readModel("model.yaml", memoryFiles({ "model.yaml": text })).diagnostics.map(
      ({ severity, message, hint }) => `${severity}: ${message}${hint ? ` (${hint})` : ""}`,
    );
  const effect = (effects: string, order = "effect: confirmed"): string[] => said(shop({ effects, order }));

  it("for an endpoint to which no traffic goes", () =>
    expect(effect("confirmed: { for: web.ordr }")).toEqual([
      'error: no traffic goes to "web.ordr" (did you mean "web.order"?)',
    ]));

  it("for an effect that does not exist, or in a circle", () => {
    expect(
      effect("confirmed: { for: web.order }, mailed: { for: confirmd }", "effect: confirmed, effect: mailed"),
    ).toEqual(['error: there is no effect "confirmd" (did you mean "confirmed"?)']);
    expect(effect("confirmed: { for: mailed }, mailed: { for: confirmed }")).toEqual([
      "error: effects are due for each other in a circle: confirmed → mailed → confirmed",
      "error: effects are due for each other in a circle: mailed → confirmed → mailed",
    ]);
  });

  it("that no step makes happen", () =>
    expect(effect("confirmed: { for: web.order }", "delay: 1ms")).toEqual([
      'error: requests of web.order never make "confirmed" happen (write `effect: confirmed` where it does, there or in the steps of a queue to which they publish)',
    ]));

  it("a step for what is not declared", () => {
    expect(effect("confirmed: { for: web.order }", "effect: confirmed, effect: confirmt")).toEqual([
      'error: there is no effect "confirmt" (did you mean "confirmed"?)',
    ]);
    expect(effect("", "effect: confirmed")).toEqual([
      'error: there is no effect "confirmed" (declare it: `effects: { confirmed: { for: web.order } }`)',
    ]);
  });

  it("of a part's name", () =>
    expect(effect("jobs: { for: web.order }", "effect: jobs")).toEqual([
      'error: "jobs" is also the name of a part (give one of them another name)',
    ]));

  it("several times a request", () =>
    expect(effect("confirmed: { for: web.order }", "{ repeat: 3, steps: [effect: confirmed] }")).toEqual([
      'warning: "confirmed" happens several times a request here, and counts as twice (write it once, outside of the repetition)',
    ]));

  it("made or undone by requests for which it is not due", () => {
    const others = (step: string): string[] =>
      said(
        shop({
          traffic: `${ONE_IN_100_MS}, other: { rate: 1/s, to: pay.take }`,
          order: "effect: confirmed",
          more: `  pay: { type: service, endpoints: { take: [${step}] } }`,
        }),
      );
    expect(others("effect: confirmed")).toEqual([
      'warning: requests of pay.take make "confirmed" happen, which is due for web.order alone: it counts as uncalled-for',
    ]);
    expect(others("{ effect: confirmed, undo: true }")).toEqual([
      'warning: requests of pay.take undo "confirmed", which never happened to them: it is due for web.order alone',
    ]);
  });
});
