/** What `headroom next` says where latency alone would mislead: storms, queues behind `publish`, those who fail, less of something. */
import { describe, expect, it } from "vitest";
import { usualFigure } from "../../src/analysis/figures/parse-figure.js";
import type { ChangeFindings, NextFindings } from "../../src/analysis/findings/next-findings.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { verdictOf } from "../../src/experiment/next/change-verdict.js";
import { GOODPUT, type Side } from "../../src/experiment/next/gain-metric.js";
import { tryChanges } from "../../src/experiment/next/try-changes.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import type { Change } from "../../src/model/changes/change.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { nextTerminal } from "../../src/report/next/terminal.js";
import { sideOf } from "./study.js";

async function next(text: string): Promise<NextFindings & { of: (name: string) => ChangeFindings | undefined }> {
  const files = memoryFiles({ "model.yaml": `version: 1\n${text}` });
  const { study } = openStudy("model.yaml", files, {});
  if (study === null) throw new Error("the model is not valid");
  const found = await tryChanges(study, files, threads(1), { all: false });
  return { ...found, of: (name) => found.changes.find((change) => change.name === name) };
}

const said = (found: NextFindings): string =>
  nextTerminal(found, { colour: false, width: 80, verbose: true, tryIt: "headroom run x.yaml" }).replaceAll(
    /\s+/g,
    " ",
  );

describe("a queue that no request waits for", () => {
  const QUEUE = (objectives: string) => `
traffic: { users: { rate: 20/s, to: web.go } }
parts:
  web: { type: service, cores: 4, threads: 50, endpoints: { go: [{ cpu: 5ms }, { publish: q }] } }
  q: { type: work-queue, workers: 1, steps: [{ delay: exponential(60ms) }] }
${objectives}
run: { duration: 100s, warm-up: 5s, replications: 5 }`;

  it("grows, and more workers end that", async () => {
    const found = await next(QUEUE(""));
    expect(found).toMatchObject({ metric: "growth waiting at q", best: "q: 2 workers" });
    expect(found.now).toMatchObject({ growing: true, grows: "the number waiting at q" });
    expect(found.of("q: 2 workers")).toMatchObject({
      verdict: "gains",
      reason: "the number waiting at q no longer grows",
      cost: { workers: 1 },
    });
    expect(found.of("q: 2 workers")!.gain!.high).toBeLessThan(-0.5);
    expect(said(found)).toContain("q: 2 workers: the number waiting at q no longer grows.");
  });

  it("counts beside an objective on latency that is missed for another reason", async () => {
    const found = await next(QUEUE("objectives: { latency: [p(95) < 1ms] }"));
    expect(found.metric).toBe("p95");
    expect(found.of("q: 2 workers")).toMatchObject({ verdict: "gains", objectives: "missed" });
  });

  it("makes a change worse that lets one grow, whatever it does to latency, and to no longer grow takes proof", () => {
    const side = (workers: number, duration: string): Side => {
      const text = QUEUE("").replace("workers: 1", `workers: ${workers}`).replace("100s", duration);
      return sideOf(`version: 1\n${text}`);
    };
    const [one, two, short] = [side(1, "100s"), side(2, "100s"), side(2, "1s")];
    const change = { name: "x", isLess: true, relieves: [] } as unknown as Change;
    const faster = { value: -0.5, low: -0.6, high: -0.4 };
    const growth = "the number waiting at q";
    expect(verdictOf(change, GOODPUT, faster, two, one)).toEqual({ verdict: "worse", reason: `${growth} grows` });
    // Where the runs cannot tell whether it grows today, the change is not to blame.
    expect(verdictOf(change, GOODPUT, faster, short, one)).toMatchObject({
      verdict: "unknown",
      reason: expect.stringContaining("cannot tell whether it does today"),
    });
    const none = { value: 0, low: -0.01, high: 0.01 };
    expect(verdictOf(change, GOODPUT, none, one, two)).toEqual({
      verdict: "gains",
      reason: `${growth} no longer grows`,
    });
    expect(verdictOf(change, GOODPUT, none, one, short)).toMatchObject({ reason: "" });
  });
});

describe("what does the same with less, or answers fewer,", () => {
  const side = (limit: string, fail: string): Side => {
    const text = `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: 5ms }, { fail: ${fail} }] } } }
objectives: { latency: [mean < ${limit}] }
run: { duration: 50s, warm-up: 0s, replications: 5 }`;
    return sideOf(text);
  };
  const judged = (now: Side, after: Side) =>
    verdictOf({ name: "x", isLess: true, relieves: [] } as unknown as Change, MEAN, NONE, now, after);
  const MEAN = usualFigure("mean");
  const NONE = { value: 0, low: -0.01, high: 0.01 };

  it("saves where all is well, and does nothing for what is not", () => {
    const [well, missed] = [side("6ms", "0%"), side("4ms", "0%")];
    expect(judged(well, well)).toEqual({ verdict: "saves", reason: "" });
    expect(judged(missed, missed)).toEqual({ verdict: "nothing", reason: "" });
  });
  it("and says by how much the goodput falls", () =>
    expect(judged(side("6ms", "0%"), side("6ms", "20%"))).toEqual({
      verdict: "worse",
      reason: expect.stringMatching(/^goodput falls by (19|20|21)%$/),
    }));
});

it("an end to a line that grows is a gain, though what was still waiting before now fails", () => {
  const side = (queue: string): Side => {
    const text = `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts: { web: { type: service, threads: 1, ${queue} endpoints: { page: [{ delay: exponential(12ms) }] } } }
run: { duration: 100s, warm-up: 5s, replications: 5 }`;
    return sideOf(text);
  };
  const [endless, ends] = [side(""), side("queue: 50,")];
  const none = { value: 0, low: -0.01, high: 0.01 };
  expect(ends.findings.all.errorRate.low).toBeGreaterThan(0.1);
  expect(verdictOf({ name: "x", relieves: [] } as unknown as Change, GOODPUT, none, endless, ends)).toEqual({
    verdict: "gains",
    reason: "the number of requests in the system no longer grows",
  });
});

describe("a retry storm", () => {
  const STORM = `
traffic:
  users: { rate: { base: 40/s, spikes: [{ at: 5s, rate: 125/s, lasts: 5s }] }, to: web.page }
parts:
  web:
    type: service
    threads: 5000
    endpoints:
      page: [{ cpu: 2ms }, { call: api.get, timeout: 500ms, retry: { attempts: 4, backoff: 20ms } }]
  api: { type: service, cores: 1, threads: 5000, endpoints: { get: [{ cpu: exponential(20ms) }] } }
objectives: { errors: [rate < 2%] }
run: { duration: 40s, warm-up: 2s, replications: 4 }`;

  it("is mended by those who call, not by an answer without the content", async () => {
    const found = await next(STORM);
    // Those who came in the spike are more than one instance can answer, whatever the callers do.
    expect(found.of(found.best!)).toMatchObject({
      name: expect.stringMatching(/^api: (3 instances|4 cores)$/),
      objectives: "met",
    });
    const best = found.changes.find(({ isPair, loses }) => !isPair && loses === null)!;
    expect(best).toMatchObject({ verdict: "gains", objectives: "missed" });
    expect(best.treats).toMatch(/retry storm|work after the caller left|failing dependency/);
    for (const name of [
      "calls of api: a retry budget of 10%",
      "calls of api: no retries",
      "calls of api: a circuit breaker",
      "api.get: a deadline of 500ms instead of a timeout",
    ])
      expect([name, found.of(name)?.verdict]).toEqual([name, "gains"]);
    const gaining = found.changes.filter(({ verdict }) => verdict === "gains");
    const later = gaining.findIndex(({ name }) => name === "web: get of page later");
    expect(gaining.slice(later).every(({ loses }) => loses !== null)).toBe(true);
    expect(said(found)).toContain("web: get of page later: the answer lacks what api.get returns.");
  });
});

describe("those who fail are in no latency", () => {
  it("so a bulkhead that refuses many is a trade and no gain", async () => {
    const found = await next(`
traffic: { users: { rate: 100/s, mix: { web.browse: 60%, web.pay: 40% }, deadline: 5s } }
parts:
  web:
    type: service
    cores: 8
    threads: 40
    endpoints:
      browse: [{ cpu: 10ms }]
      pay: [{ cpu: 5ms }, { call: bank.charge }]
  bank: { type: service, threads: 100, endpoints: { charge: [{ delay: exponential(1500ms) }] } }
objectives: { "latency{web.browse}": [p(99) < 200ms] }
run: { duration: 60s, warm-up: 10s, replications: 5 }`);
    const bulkhead = found.of("web: at most 10 at once in bank.charge")!;
    expect(bulkhead).toMatchObject({ verdict: "trades", treats: "noisy neighbour", objectives: "met" });
    expect(bulkhead.gain!.high).toBeLessThan(-0.5);
    expect(bulkhead.reason).toMatch(/^(goodput falls by|errors rise from) /);
    expect(found.best).not.toBe(bulkhead.name);
    expect(found.of(found.best!)!.verdict).toBe("gains");
  });

  it("and where many do without an objective on it, gains are those of errors", async () => {
    const found = await next(`
traffic: { users: { rate: 80/s, to: web.page, timeout: 2s } }
parts:
  web: { type: service, threads: 500, cores: 16, endpoints: { page: [{ cpu: 2ms }, { call: api.get }] } }
  api: { type: service, cores: 1, threads: 5, queue: 0, endpoints: { get: [{ cpu: exponential(11ms) }] } }
run: { duration: 30s, warm-up: 2s, replications: 4 }`);
    expect(found.metric).toBe("errors");
    expect(said(found)).toContain("many requests fail, so latency says little");
    expect(said(found)).not.toContain("✓");
  });
});

it("an answer that lacks something is worth less than one that lacks nothing, however fast", async () => {
  const found = await next(`
traffic: { users: { rate: 30/s, to: web.page, deadline: 9s } }
parts:
  web: { type: service, endpoints: { page: [{ delay: 4ms }, { call: ads.list, fallback: continue }] } }
  ads: { type: service, cores: 1, threads: 500, endpoints: { list: [{ cpu: exponential(30ms) }] } }
objectives: { latency: [p(95) < 200ms] }
run: { duration: 90s, warm-up: 5s, replications: 4 }`);
  const cut = found.of("ads.list: a deadline of 200ms")!;
  expect(cut).toMatchObject({ verdict: "gains", loses: "after 200ms, answers lack what ads.list returns" });
  expect(found.best).toBe("ads: 2 instances");
  expect(found.changes.indexOf(cut)).toBeGreaterThan(found.changes.indexOf(found.of("ads: 2 cores")!));
  expect(said(found)).toContain("ads.list: a deadline of 200ms: after 200ms, answers lack what ads.list returns.");
});

it("an answer that lacks something is no advice where all is well", async () => {
  const found = await next(`
traffic: { users: { rate: 10/s, to: web.page, deadline: 9s } }
parts:
  web: { type: service, endpoints: { page: [{ delay: 4ms }, { call: ads.list, fallback: continue }] } }
  ads: { type: service, endpoints: { list: [{ delay: 30ms }] } }
objectives: { latency: [p(95) < 200ms] }
run: { duration: 60s, warm-up: 5s, replications: 4 }`);
  expect(found).toMatchObject({ best: null, ties: [], verdict: "met" });
  expect(found.of("web: list of page later")).toMatchObject({ verdict: "gains", loses: expect.any(String) });
  expect(said(found)).toContain(
    "No change helps without a price, and every objective is met as it is. It improves with “web: list of page later”, but answers then lack something.",
  );
});

it("in a window too short to tell, nothing gains, and nothing is said to gain nothing", async () => {
  const found = await next(`
traffic: { users: { rate: 30/s, to: web.page, timeout: 9s } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(30ms) }] } } }
run: { duration: 20s, warm-up: 5s, replications: 4 }`);
  expect(found).toMatchObject({ best: null });
  const tried = found.changes.filter(({ verdict }) => verdict !== "not tried");
  for (const { verdict, reason } of tried) {
    expect(verdict).toBe("unknown");
    expect(reason).toMatch(/^the window ends after 25s, and the queue of web threads settles in 11s$/);
  }
  expect(said(found)).toContain(
    `It is unknown whether a change helps: all ${tried.length} that were tried are undecided. The window ends after 25s`,
  );
});

describe("questions, and what they cost", () => {
  const HOME = `
traffic: { users: { rate: 20/s, to: web.home } }
parts:
  web:
    type: service
    cores: 4
    threads: 50
    instances: 3
    endpoints:
      home: [{ cpu: 2ms }, { get: names, miss: [{ query: db.name }] }, { query: db.cart }, { call: ads.list }]
  names: { type: cache, hit: 1%, time: 0ms }
  ads: { type: service, endpoints: { list: [{ delay: 20ms }] } }
  db:
    type: database
    cores: 4
    replicas: { count: 2, reads: [unused] }
    queries:
      name: { time: exponential(10ms) }
      cart: { time: exponential(10ms) }
      unused: { time: 1ms }
objectives: { latency: [p(95) < 300ms] }
run: { duration: 60s, warm-up: 5s, replications: 5 }`;

  it("are asked at once where they stand in a row, and what serves nothing is taken away", async () => {
    const found = await next(HOME);
    const best = found.of(found.best!)!;
    expect(best).toMatchObject({ name: "web: 3 questions of home at once", treats: "one after the other" });
    expect(best.gain!.high).toBeLessThan(-0.3);
    expect(best.assumes).toBe("none of names, db.cart, ads.list needs what another returns");
    expect(found.of("db: 1 read replica")).toMatchObject({ verdict: "saves", cost: { replicas: -1, cores: -4 } });
    expect(found.of("without names")).toMatchObject({ verdict: "saves", cost: { caches: -1 } });
    expect(found.of("web: 2 instances")).toMatchObject({ verdict: "saves", cost: { instances: -1, cores: -4 } });
    expect(said(found)).toContain("−1 replica");
  });

  it("where nothing gains, the best is the same with less", async () => {
    const found = await next(`
traffic: { users: { rate: 20/s, to: web.home, deadline: 5s } }
parts: { web: { type: service, cores: 4, instances: 3, endpoints: { home: [{ cpu: 20ms }] } } }
objectives: { latency: [p(95) < 300ms] }
run: { duration: 30s, warm-up: 2s, replications: 4 }`);
    expect(found).toMatchObject({ best: "web: 2 instances", verdict: "met" });
    expect(said(found)).toMatch(
      /Nothing improves p\d\d, but “web: 2 instances” does the same with less \(−1 instance, −4 cores\), and every objective is met\. $/,
    );
  });

  it("nothing is taken away from what is needed", async () => {
    const found = await next(`
traffic: { users: { rate: 70/s, to: web.home, deadline: 5s } }
parts: { web: { type: service, cores: 1, instances: 3, endpoints: { home: [{ cpu: exponential(30ms) }] } } }
run: { duration: 30s, warm-up: 2s, replications: 4 }`);
    expect(found.of("web: 2 instances")).toMatchObject({
      verdict: "not tried",
      reason: expect.stringMatching(/^web cores are 7\d% busy: with less there is too little$/),
    });
  });
});

it("where what it measures is 0 as it is, an objective is asked for", async () => {
  const found = await next(`
traffic: { users: { rate: 30/s, to: web.page } }
parts:
  web: { type: service, threads: 50, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, workers: 2, expires: 1ms, steps: [{ delay: 100ms }] }
run: { duration: 60s, warm-up: 5s, replications: 4 }`);
  expect(found.now.measured.value).toBe(0);
  expect(said(found)).toMatch(
    /No change can lower p\d+, which is 0 already\. Say in an objective what is to improve\./,
  );
});

it("where a latency is open and no request fails, gains are not those of errors", async () => {
  const found = await next(`
traffic: { users: { rate: 40/s, to: web.page } }
parts: { web: { type: service, threads: 2, endpoints: { page: [{ delay: exponential(20ms) }] } } }
objectives: { latency: [p(99) < 300ms], errors: [rate < 0.01%] }
run: { duration: 20s, warm-up: 5s, replications: 4 }`);
  expect(found.now.objectives.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown"]);
  expect(found.now.objectives[1]!.measured.value).toBe(0);
  expect(found.metric).toMatch(/^(p\d\d|mean)$/);
});
