/** What becomes of a queue of which more is asked than it can do: what bounds it, and whether it must grow. */
import { describe, expect, it } from "vitest";
import { mostOverloaded, mustGrow } from "../../src/experiment/search/overloaded-resource.js";
import type { OfferedLoad } from "../../src/model/check/offered-loads.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

interface Told {
  readonly loads: Readonly<Record<string, OfferedLoad>>;
  readonly hints: readonly string[];
  readonly mustGrow: (within?: string) => string | null;
}

function told(traffic: string, ...parts: readonly string[]): Told {
  const lines = ["version: 1", `traffic: { t: { ${traffic} } }`, "parts:", ...parts.map((part) => `  ${part}`)];
  const { diagnostics, model, loads } = readModel("m.yaml", memoryFiles({ "m.yaml": lines.join("\n") }));
  if (model === null) throw new Error(JSON.stringify(diagnostics));
  return {
    loads: Object.fromEntries(loads.map((load) => [`${load.part} ${load.resource}`, load])),
    hints: diagnostics.flatMap(({ hint, message }) =>
      /offered load (above|as high as) capacity/.test(message) ? [hint ?? ""] : [],
    ),
    mustGrow: (within) => {
      const found = mustGrow(model, within);
      return found === null ? null : `${found.part} ${found.resource}`;
    },
  };
}

const W = "rate: 12/s, to: w.a";
const service = (options: string, steps: string): string =>
  `{ type: service, ${options === "" ? "" : `${options}, `}endpoints: { a: [${steps}] } }`;
const work = "{ delay: exponential(100ms) }";
const outlook = (name: string, { loads }: Told) => loads[name]?.queue;

describe("one line, offered 120 %", () => {
  it("grows if nothing bounds it", () => {
    const found = told(W, `w: ${service("threads: 1", work)}`);
    expect(outlook("w threads", found)).toBe("grows");
    expect(found.hints).toEqual(["there is no steady state: the queue grows as long as this lasts"]);
    expect(found.mustGrow()).toBe("w threads");
  });
  it.each([
    ["patience: 500ms", "w patience"],
    ["patience: exponential(10s)", "w patience"],
    ["queue: 0", "w queue"],
    ["queue: 1000", "w queue"],
    ["breakdowns: { up: 1h, down: 1min }", "w breakdowns"],
  ])("stays bounded with %s", (option, word) => {
    const found = told(W, `w: ${service(`threads: 1, ${option}`, work)}`);
    expect(found.loads["w threads"]).toMatchObject({ queue: "bounded", boundedBy: [word] });
    expect(found.hints.join()).not.toMatch(/no steady state|longer and longer/);
    expect(found.hints.join()).toMatch(word);
    expect(found.mustGrow()).toBeNull();
  });
  it("stays bounded under a deadline, and not under a timeout, whose work goes on", () => {
    const w = `w: ${service("threads: 1", work)}`;
    const under = (policy: string): Told => told(`${W}, ${policy}`, w);
    expect(under("deadline: 1s").loads["w threads"]).toMatchObject({ queue: "bounded", boundedBy: ["deadline of t"] });
    const left = under("timeout: 1s");
    expect(outlook("w threads", left)).toBe("grows");
    expect(left.mustGrow()).toBeNull(); // The number of requests does not: they have gone.
    expect(outlook("w threads", under("timeout: 1s, deadline: 2s"))).toBe("grows"); // The timeout is first.
    expect(outlook("w threads", under("timeout: 2s, deadline: 1s"))).toBe("bounded");
  });
  it("is bounded only if all who come are", () => {
    const asks = (share: number): Told =>
      told(
        `rate: 12/s, mix: { v.a: ${share}%, u.a: ${100 - share}% }`,
        `v: ${service("", "{ call: w.a, deadline: 1s }")}`,
        `u: ${service("", "{ call: w.a }")}`,
        `w: ${service("threads: 1", work)}`,
      );
    expect(outlook("w threads", asks(50))).toBe("unknown");
    expect(outlook("w threads", asks(10))).toBe("grows"); // 10.8/s have no deadline.
    expect(outlook("w threads", asks(100))).toBe("bounded");
  });
  it("of a pool, of connections, of messages", () => {
    const db = (options: string): Told =>
      told(
        "rate: 12/s, to: w.a",
        `w: ${service("", "{ query: d.q }")}`,
        `d: { type: database, cores: 9, ${options}, queries: { q: { time: exponential(100ms) } } }`,
      );
    expect(outlook("d pool", db("pool: { connections: 1 }"))).toBe("grows");
    expect(db("pool: { connections: 1, acquire: 1s }").loads["d pool"]?.boundedBy).toEqual(["d pool acquire"]);
    expect(db("pool: { connections: 1, queue: 5 }").loads["d pool"]?.boundedBy).toEqual(["d pool queue"]);
    expect(db("connections: 1").loads["d connections"]).toMatchObject({
      queue: "bounded",
      boundedBy: ["d connections"],
    });
    const queue = (options: string): Told =>
      told(W, `w: ${service("", "{ publish: q }")}`, `q: { type: work-queue, ${options} steps: [${work}] }`);
    expect(outlook("q workers", queue(""))).toBe("grows");
    expect(queue("").mustGrow()).toBeNull(); // No request waits.
    expect(queue("").mustGrow("q")).toBe("q workers");
    const behindThreads = (threads: number): Told =>
      told(
        W,
        `w: ${service(`threads: ${threads}`, `${work}, { publish: q }`)}`,
        `q: { type: work-queue, steps: [${work}] }`,
      );
    expect(behindThreads(2).mustGrow("q")).toBe("q workers");
    expect(behindThreads(1).mustGrow("q")).toBeNull(); // No more messages come than one worker can do.
    expect(queue("limit: 9,").loads["q workers"]).toMatchObject({ queue: "bounded", boundedBy: ["q limit"] });
  });
});

describe("behind a gate", () => {
  const behind = (gate: string, call = "{ call: d.a }"): Told =>
    told(W, `w: ${service(gate, call)}`, `d: ${service("threads: 1", work)}`);
  it("that refuses, the number inside is bounded", () => {
    expect(behind("threads: 5, queue: 0").loads["d threads"]).toMatchObject({
      queue: "bounded",
      boundedBy: ["w queue"],
    });
    expect(behind("threads: 5, patience: 1s").loads["d threads"]?.boundedBy).toEqual(["w patience"]);
  });
  it("that lets requests wait before it, the system grows all the same", () => {
    expect(outlook("d threads", behind("threads: 5"))).toBe("grows");
    expect(behind("threads: 5").mustGrow()).toBe("d threads");
  });
  it("that lets requests wait before it, a bound further in may be out of reach, and is not said to refuse all", () => {
    const waits = "or waits before w threads: only a run can tell";
    const inside = "{ call: d.a, deadline: 1s }";
    expect(behind("threads: 5", inside).loads["d threads"]?.queue).toBe("bounded");
    expect(behind("threads: 5", inside).hints.join()).toContain(waits); // Five wait for half a second.
    expect(behind("threads: 5, queue: 3", inside).hints.join()).not.toContain(waits);
    expect(
      told(
        `${W}, deadline: 2s`,
        `w: ${service("threads: 5", "{ call: d.a }")}`,
        `d: ${service("threads: 1", work)}`,
      ).hints.join(),
    ).not.toContain(waits);
  });
  it("that is no gate for what outlives its caller", () => {
    const left = behind("threads: 5, queue: 0", "{ call: d.a, timeout: 1s }");
    expect(left.loads["d threads"]).toMatchObject({
      queue: "unknown",
      boundedBy: [],
      reducedBy: ["w queue"],
    });
    expect(
      outlook("d threads", behind("threads: 5, queue: 0", "{ parallel: [{ steps: [{ call: d.a }] }], rest: goes-on }")),
    ).toBe("unknown");
    const published = told(
      W,
      `w: ${service("threads: 5, queue: 0", "{ publish: q }")}`,
      `q: { type: work-queue, steps: [${work}] }`,
    );
    expect(published.loads["q workers"]).toMatchObject({ queue: "unknown", reducedBy: ["w queue"] });
  });
  it("what is turned away before comes to nothing behind it, which does not bound it", () => {
    const found = told(
      W,
      `w: ${service("", "{ call: g.a }, { call: d.a }")}`,
      `g: ${service("threads: 1, queue: 0", "{ delay: 10ms }")}`,
      `d: ${service("threads: 1", work)}`,
    );
    expect(found.loads["d threads"]).toMatchObject({ queue: "unknown", boundedBy: [], reducedBy: ["g queue"] });
    expect(found.hints).toEqual([
      "the queue grows unless enough is turned away or stopped by g queue; only a run can tell",
    ]);
    const goesOn = told(
      W,
      `w: ${service("", "{ call: g.a, fallback: continue }, { call: d.a }")}`,
      `g: ${service("threads: 1, queue: 0", "{ delay: 10ms }")}`,
      `d: ${service("threads: 1", work)}`,
    );
    expect(outlook("d threads", goesOn)).toBe("grows");
  });
  it("of users, who wait for their answers", () => {
    const closed = told("users: 100, to: w.a", `w: ${service("threads: 1", work)}`);
    expect(outlook("w threads", closed)).toBe("fits");
    expect(closed.hints).toEqual([]);
  });
});

describe("copies that are stopped count in full", () => {
  const copies = (words: string): Told =>
    told(
      "rate: 1.4/s, to: w.a",
      `w: ${service("", `{ parallel: [{ times: 2, steps: [{ call: d.a }] }], ${words} }`)}`,
      `d: ${service("threads: 1", "{ delay: exponential(500ms) }")}`,
    );
  it("so the first of two may leave enough", () => {
    const found = copies("needs: 1");
    expect(found.loads["d threads"]).toMatchObject({ queue: "unknown", reducedBy: ["copies that are stopped"] });
    expect(found.hints[0]).toMatch("unless enough is turned away or stopped by copies that are stopped");
  });
  it("but not where all are needed, or the rest goes on", () => {
    expect(outlook("d threads", copies("needs: 2"))).toBe("grows");
    expect(outlook("d threads", copies("needs: 1, rest: goes-on"))).toBe("grows");
  });
});

describe("offered exactly what it can do", () => {
  const station = (arrivals: string, time: string, options = "threads: 1"): Told =>
    told(`rate: 10/s, arrivals: ${arrivals}, to: w.a`, `w: ${service(options, `{ delay: ${time} }`)}`);
  it.each([
    ["constant", "100ms", "fits"],
    ["poisson", "100ms", "grows"],
    ["constant", "exponential(100ms)", "grows"],
    ["poisson", "exponential(100ms)", "grows"],
    ["{ gaps: 1 }", "100ms", "fits"],
  ])("%s arrivals of %s: %s", (arrivals, time, expected) => {
    const found = station(arrivals, time);
    expect(outlook("w threads", found)).toBe(expected);
    expect(found.hints.length).toBe(expected === "fits" ? 0 : 1);
    expect(found.mustGrow()).toBe(expected === "fits" ? null : "w threads");
  });
  it("by chance at one of two, or only now and then", () => {
    expect(outlook("w threads", station("constant", "200ms", "threads: 1, instances: 2"))).toBe("fits");
    expect(outlook("w threads", station("constant", "200ms", "threads: 1, instances: 2, balance: random"))).toBe(
      "grows",
    );
    const half = told(
      "rate: 20/s, arrivals: constant, to: w.a",
      `w: ${service("", "{ choose: [{ share: 50%, steps: [{ call: d.a }] }, { share: 50%, steps: [] }] }")}`,
      `d: ${service("threads: 1", "{ delay: 100ms }")}`,
    );
    expect(outlook("d threads", half)).toBe("grows");
    const after = told(
      "rate: 10/s, arrivals: constant, to: w.a",
      `w: ${service("", "{ choose: [{ share: 50%, steps: [] }, { share: 50%, steps: [] }] }, { call: d.a }")}`,
      `d: ${service("threads: 1", "{ delay: 100ms }")}`,
    );
    expect(outlook("d threads", after)).toBe("fits");
  });
});

describe("retries", () => {
  const retried = (rate: number, budget: string): Told =>
    told(
      `rate: ${rate}/s, to: w.a`,
      `w: ${service("cores: 8", `{ call: d.a, retry: { attempts: 3${budget} } }`)}`,
      `d: ${service("cores: 2", "{ cpu: 10ms }, { fail: 50% }")}`,
    );
  it("within a budget are no more than it allows", () => {
    const found = retried(150, ", budget: 20%");
    expect(found.loads["d cores"]?.busy).toBeCloseTo(1.8, 12); // 90 %.
    expect(found.loads["d cores"]?.busyAtWorst).toBeCloseTo(1.8, 12);
    expect(found.hints).toEqual([]);
    expect(retried(150, ", budget: 100%").loads["d cores"]?.busy).toBeCloseTo(1.5 * 1.75, 12); // No more than fail.
  });
  it("without one are certain", () => expect(outlook("d cores", retried(150, ""))).toBe("grows"));
  it("with one are not: only first attempts are", () => {
    expect(outlook("d cores", retried(180, ", budget: 20%"))).toBe("unknown");
    expect(outlook("d cores", retried(201, ", budget: 20%"))).toBe("grows");
  });
});

it("a breaker may refuse, and a message that is not accepted goes no further", () => {
  const found = told(
    W,
    `w: ${service("", "{ call: d.a, breaker: { failures: 3, open: 1s } }")}`,
    `d: ${service("threads: 1", work)}`,
  );
  expect(found.loads["d threads"]).toMatchObject({ queue: "unknown", reducedBy: ["breaker of d.a"] });
  const full = told(
    W,
    `w: ${service("", "{ publish: q }, { call: d.a }")}`,
    "q: { type: work-queue, limit: 3, steps: [{ delay: 1ms }] }",
    `d: ${service("threads: 1", work)}`,
  );
  expect(full.loads["d threads"]).toMatchObject({ queue: "unknown", reducedBy: ["q limit"] });
});

it("of several that are asked for too much, the one that is so the most binds", () => {
  const model = (w: number, d: number) => {
    const [page, get] = [`{ cpu: exponential(${w}ms) }, { call: d.a }`, `{ cpu: exponential(${d}ms) }`];
    const parts = [`w: ${service("cores: 1", page)}`, `d: ${service("cores: 1", get)}`];
    const text = ["version: 1", `traffic: { t: { ${W} } }`, "parts:", ...parts.map((part) => `  ${part}`)].join("\n");
    return readModel("m.yaml", memoryFiles({ "m.yaml": text })).model!;
  };
  expect(mostOverloaded(model(100, 120))).toMatchObject({ part: "d", offered: expect.closeTo(1.44, 9) });
  expect(mostOverloaded(model(120, 100))).toMatchObject({ part: "w", offered: expect.closeTo(1.44, 9) });
  expect(mostOverloaded(model(80, 80))).toBeNull();
});
