/** Theory speaks of every limited resource, or says why it does not: forks, deadlines, two states, bursts, classes. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TheoryFindings, VariantFindings } from "../../src/analysis/findings/findings.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { toJson } from "../../src/report/kit/json.js";
import { arbitraryModel } from "../model/arbitrary-model.js";
import { findingsOf, variantOf } from "./study.js";

const RUN = "run: { duration: 3min, warm-up: 20s, replications: 8, seed: theory-2 }";
const model = (traffic: string, web: string, ...others: readonly string[]): string => `
version: 1
traffic: { users: { ${traffic} } }
parts:
  web: { type: service, ${web} }
${others.map((part) => `  ${part}\n`).join("")}${RUN}
`;
const station = (name: string, options: string, ms: number): string =>
  `${name}: { type: service, ${options}, endpoints: { get: [{ delay: exponential(${ms}ms) }] } }`;

const place = ({ part, resource }: TheoryFindings): string => (resource === null ? part : `${part} ${resource}`);
/** "web threads: M/M/1, mean wait, agrees", or why not. */
const told = ({ theory }: VariantFindings): string[] =>
  theory.map((each) => {
    const verdict = each.agrees === null ? each.reason : each.agrees ? "agrees" : "DISAGREES";
    return `${place(each)}: ${[each.form, each.quantity, verdict].filter((word) => word !== "").join(", ")}`;
  });
const toldOf = async (text: string): Promise<string[]> => told(await variantOf(text));

describe("several things at once", () => {
  const fork = (steps: string, more: string): string =>
    model(
      "rate: 60/s, mix: { web.page: 50%, web.plain: 50% }",
      `endpoints: { page: [{ parallel: [{ steps: [{ call: a.get }] }, { steps: [{ call: b.get }] }]${more} }${steps}], plain: [{ call: a.get }] }`,
      station("a", "threads: 2", 20),
      station("b", "threads: 1", 20),
      station("c", "threads: 1", 10),
    );
  const AT_EACH = [
    "a threads: utilisation law, utilisation, agrees",
    "a threads: M/M/2, mean wait, agrees",
    "b threads: utilisation law, utilisation, agrees",
    "b threads: M/M/1, mean wait, agrees",
  ];
  const means = (lines: readonly string[]): string[] => lines.filter((line) => !/p99|latency/.test(line));

  it("come to each station as they would alone, beside what comes there otherwise", async () =>
    expect(means(await toldOf(fork("", "")))).toEqual([...AT_EACH, "c threads: none, no request comes here"]));
  it("go on when the last is done, which is not Poisson", async () =>
    expect(means(await toldOf(fork(", { call: c.get }", "")))).toEqual([
      ...AT_EACH,
      "c threads: utilisation law, utilisation, agrees",
      "c threads: none, requests come here after a parallel step that waits at a threads, so their arrivals are not Poisson",
    ]));
  it("all load their stations where the first is enough and the rest goes on", async () =>
    expect(means(await toldOf(fork("", ", needs: 1, rest: goes-on")))).toEqual([
      ...AT_EACH,
      "c threads: none, no request comes here",
    ]));
  it("are not known where the rest is stopped, not even at a station that others use too", async () =>
    expect(await toldOf(fork("", ", needs: 1"))).toEqual([
      "a threads: none, how much work a parallel step stops is not known beforehand",
      "b threads: none, how much work a parallel step stops is not known beforehand",
      "c threads: none, no request comes here",
    ]));
  it("that come to one station count all, and come in bulk", async () => {
    const text = model(
      "rate: 20/s, to: web.page",
      "endpoints: { page: [{ parallel: [{ times: 3, steps: [{ call: a.get }] }] }] }",
      station("a", "threads: 4", 40),
    );
    const found = await variantOf(text);
    expect(told(found)).toEqual([
      "a threads: utilisation law, utilisation, agrees",
      "a threads: none, a parallel step sends several requests at once",
    ]);
    expect(found.theory[0]?.expected).toBeCloseTo(0.6, 12);
  });
  it("of closed users take at least as long as the longest", async () => {
    const text = model(
      "users: 8, think: 100ms, to: web.page",
      "endpoints: { page: [{ parallel: [{ steps: [{ call: a.get }] }, { steps: [{ call: b.get }] }] }] }",
      station("a", "threads: 2", 20),
      station("b", "threads: 1", 10),
    );
    const found = await variantOf(text);
    expect(told(found)).toEqual([
      "users: operational bounds, throughput, agrees",
      "a threads: none, a parallel step comes to a threads",
      "b threads: none, a parallel step comes to a threads",
    ]);
    expect(found.theory[0]?.expected).toBeCloseTo(8 / 0.12, 9);
  });
});

describe("what a caller does not wait for", () => {
  const limited = (traffic: string, web: string): Promise<string[]> =>
    toldOf(model(`to: web.page, ${traffic}`, `${web}, endpoints: { page: [{ delay: exponential(20ms) }] }`));

  it("a deadline stops the work: M/M/1 that never holds more than that, above its capacity too", async () => {
    for (const rate of [30, 45, 70])
      expect(await limited(`rate: ${rate}/s, deadline: 60ms`, "threads: 1")).toEqual([
        "web threads: M/M/1 with a deadline, utilisation, agrees",
        "web.page: M/M/1 with a deadline, requests over the deadline, agrees",
      ]);
  });
  it("a deadline elsewhere has no closed form", async () => {
    for (const web of ["threads: 4", "threads: 1, order: random-order", "threads: 1, queue: 5"])
      expect(await limited("rate: 40/s, deadline: 60ms", web)).toEqual([
        "web threads: none, a deadline has a closed form only in a queue of one server with exponential times",
      ]);
    const inside = model(
      "rate: 30/s, to: web.page",
      "endpoints: { page: [{ call: a.get, deadline: 60ms }, { call: b.get }] }",
      station("a", "threads: 1", 20),
      station("b", "threads: 1", 20),
    );
    expect(await toldOf(inside)).toEqual([
      "a threads: none, some requests ran into a deadline",
      "b threads: none, some requests ran into a deadline",
    ]);
  });
  it("after a timeout the work goes on, so that the line is what it was", async () =>
    expect(await limited("rate: 120/s, timeout: 40ms", "threads: 4")).toEqual([
      "web threads: utilisation law, utilisation, agrees",
      "web threads: M/M/4, mean wait, agrees",
      "web threads: M/M/4, p99 wait, agrees",
      "web.page: M/M/4, requests over the timeout, agrees",
    ]));
  it("retries feed back, so that nothing is judged", async () => {
    const lines = await limited("rate: 40/s, timeout: 60ms, retry: { attempts: 3 }", "threads: 1");
    expect(lines).toEqual(["web threads: none, a timeout under a retry or a fallback may strike unseen"]);
  });
});

describe("a refusal that sends more requests than were asked for", () => {
  const refusing = (steps: string): string =>
    model(
      "rate: 30/s, to: web.page",
      `endpoints: { page: [${steps}] }`,
      "a: { type: service, cores: 1, endpoints: { get: [{ cpu: exponential(2ms) }, { call: b.get }] } }",
      "b: { type: service, threads: 1, queue: 0, endpoints: { get: [{ delay: exponential(25ms) }] } }",
      "c: { type: service, cores: 1, endpoints: { get: [{ cpu: exponential(2ms) }] } }",
    );
  it("by a retry: the work of each attempt is done again", async () =>
    expect(await toldOf(refusing("{ call: a.get, retry: { attempts: 20, backoff: 1ms, growth: constant } }"))).toEqual([
      "a cores: none, requests refused at b threads come back, or come here instead",
      "b threads: none, who is refused tries again, or does something else",
      "c cores: none, no request comes here",
    ]));
  it("by a fallback: to where others come too, and to where none would come without", async () => {
    const instead = "{ call: a.get, fallback: [{ call: c.get }] }";
    expect((await toldOf(refusing(instead))).slice(-2)).toEqual([
      "b threads: none, who is refused tries again, or does something else",
      "c cores: none, how many are turned away elsewhere and come here instead is not known beforehand",
    ]);
    expect(await toldOf(refusing(`${instead}, { call: c.get }`))).toContain(
      "c cores: none, requests refused at b threads come back, or come here instead",
    );
  });
  it("and none is, nothing changes", async () =>
    expect(
      await toldOf(refusing("{ call: a.get, retry: { attempts: 3 } }").replace("queue: 0", "queue: 5000")),
    ).toContain("a cores: utilisation law, utilisation, agrees"));
});

it("of a system with two states theory knows neither: that it stays in one is the finding", async () => {
  const text = (rate: number) => `
version: 1
traffic: { users: { rate: ${rate}/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, cores: 1000, contention: 2%, coherency: 0.1%, pool: { connections: 300 }, queries: { read: { time: exponential(50ms) } } }
run: { duration: 60s, warm-up: 5s, replications: 4 }
`;
  const found = await variantOf(text(100));
  expect(found.drift?.verdict).toBe("stable");
  const why = "it has two states: with up to 175 at once it keeps up, with more it slows down and does not come back";
  expect(told(found)).toEqual(
    ["pool", "cores"].map((resource) => expect.stringContaining(`db ${resource}: none, ${why}`)),
  );
  expect((await toldOf(text(40)))[0]).toBe("db pool: M/M(n)/300, utilisation, agrees");
});

describe("traffic and caches without a closed form say so", () => {
  it.each([
    [
      "a rate that jumps",
      model(
        "rate: { states: [{ rate: 10/s, for: exponential(500ms) }, { rate: 40/s, for: exponential(500ms) }] }, to: web.page",
        "threads: 1, endpoints: { page: [{ delay: exponential(20ms) }] }",
      ),
      ["web threads: utilisation law, utilisation, agrees", "web threads: none, the rate jumps by chance"],
    ],
    [
      "two classes of closed users",
      model(
        "users: 5, think: 1s, to: web.page }, bots: { users: 5, think: 2s, to: web.page",
        "threads: 1, endpoints: { page: [{ delay: exponential(20ms) }] }",
      ),
      ["web threads: none, several classes of closed users have no closed form here"],
    ],
    [
      "open and closed together",
      model(
        "users: 5, think: 1s, to: web.page }, bots: { rate: 2/s, to: web.page",
        "threads: 1, endpoints: { page: [{ delay: exponential(20ms) }] }",
      ),
      ["web threads: none, open and closed traffic together have no closed form here"],
    ],
    [
      "a cache by key, and what is behind it",
      model(
        "rate: 30/s, to: web.page",
        "threads: 1, endpoints: { page: [{ get: c, miss: [{ query: db.read }] }] }",
        "c: { type: cache, keys: { count: 100 }, capacity: 20 }",
        "db: { type: database, cores: 1, pool: { connections: 4 }, queries: { read: { time: 20ms } } }",
      ),
      [
        "web threads: none, how often a cache by key hits is not known beforehand",
        "db cores: none, no request ever waits here",
        "db pool: none, no request ever waits here",
      ],
    ],
  ])("%s", async (_, text, expected) => expect((await toldOf(text)).toSorted()).toEqual(expected.toSorted()));
});

/** Every limited resource of a steady model has a row; what has no figure has a reason; no request comes where it says so. */
function expectAnswered(found: VariantFindings): void {
  for (const [part, { resources }] of Object.entries(found.parts))
    for (const [resource, { capacity, busy }] of Object.entries(resources)) {
      if (capacity === null) continue;
      const rows = found.theory.filter((each) => each.part === part && each.resource === resource);
      expect(rows.length, `${part} ${resource}`).toBeGreaterThan(0);
      if (rows.some(({ reason }) => reason === "no request comes here"))
        expect(busy.value, `${part} ${resource}`).toBe(0);
    }
  for (const each of found.theory) if (each.agrees !== true) expect(each.reason, place(each)).toMatch(/\w{3}/);
}

describe("everywhere a form or a reason", () => {
  it("in whatever model, and no number that is none", () =>
    fc.assert(
      fc.asyncProperty(arbitraryModel, async (data) => {
        const run = { duration: "50ms", "warm-up": "5ms", replications: 2, seed: "1" };
        const findings = await findingsOf(JSON.stringify({ ...data, run }));
        for (const found of findings.variants) expectAnswered(found);
        expect(() => toJson(findings)).not.toThrow();
      }),
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    ));

  const files = readdirSync("models", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
  it.each(files)("in models/%s, where its load is steady", async (file) => {
    const short = { duration: "2s", warmUp: "0s", replications: "2" };
    const { study, diagnostics } = openStudy(`models/${file}`, nodeFiles, short);
    if (study === null) {
      const wrong = diagnostics.filter(({ severity }) => severity === "error");
      for (const { message } of wrong) expect(message).toMatch(/after the end of the run/); // Its load is not steady.
      return;
    }
    const [found] = (await runStudy({ ...study, steady: null }, threads(1))).variants;
    if (found!.drift !== null) expectAnswered(found!);
  });
});
