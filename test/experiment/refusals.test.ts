/** What is not said: nothing of a steady state that there is not, no mean of what has none. */
import { describe, expect, it } from "vitest";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { toJson } from "../../src/report/kit/json.js";
import { terminal } from "../../src/report/run/terminal.js";
import { findingsOf, studyOf, variantOf } from "./study.js";

const RUN = "run: { duration: 100s, warm-up: 5s, replications: 5 }";
const overloaded = (steps: string, ...parts: string[]): string => `
version: 1
traffic: { users: { rate: 60/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
${parts.map((part) => `  ${part}\n`).join("")}
objectives: { latency: [p(95) < 10s, p(50) < 200s], errors: [rate < 1%] }
${RUN}
`;
const QUERY = overloaded(
  "{ query: db.read }",
  "db: { type: database, cores: 1, pool: { connections: 4 }, queries: { read: { time: 20ms } } }",
);

/** Figures of a growing system that mean something: what passes, and how full what is limited is. */
const TIMELESS =
  /\.(offeredLoad|throughput|goodput|errorRate|share|perSecond|refused|utilisation|busy|growthPerSecond|afterMs)$/;

function estimates(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("low" in value && "high" in value && (value as { value?: unknown }).value !== null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => estimates(inner, `${path}.${key}`));
}

describe("an overloaded system", () => {
  it("has growth, a binding part and the time until an objective breaks, and no means", async () => {
    const findings = await findingsOf(QUERY);
    const [variant] = findings.variants;
    // 60/s arrive, 50/s go: after t the delay is (60 − 50) ÷ 50 · t, which is 10 s for what arrives at 50 s.
    const { overload } = variant!;
    expect(overload?.what).toBe("of requests in the system");
    expect(overload?.growthPerSecond.low).toBeLessThan(10);
    expect(overload?.growthPerSecond.high).toBeGreaterThan(10);
    expect(overload?.binding).toEqual({ part: "db", resource: "cores", offered: expect.closeTo(1.2) });
    const [seen, later] = overload!.breaks.map(({ afterMs }) => afterMs);
    expect(seen!.low).toBeLessThan(50_000);
    expect(seen!.high).toBeGreaterThan(50_000);
    expect(seen!.high! - seen!.low!).toBeLessThan(25_000);
    expect(later!.low).toBeLessThan(1_000_000);
    expect(later!.high).toBeGreaterThan(1_000_000);
    expect(later!.reason).toMatch("from the growth");
    const { resources } = variant!.parts.db!;
    expect(resources.cores!.busy.value).toBeCloseTo(1, 2); // Of what is limited, it tells; of what is not, it grows.
    expect(variant!.parts.web!.resources.threads!.busy).toMatchObject({
      value: null,
      reason: expect.stringContaining("grows"),
    });
    const found = JSON.parse(toJson(findings)) as { variants: unknown[] };
    expect(estimates(found.variants[0]).filter((path) => !TIMELESS.test(path))).toEqual([
      ".objectives.2.measured", // Of errors.
    ]);
    const said = terminal(findings, { colour: false }).replace(/\s+/g, " ");
    expect(said).toMatch(/cannot keep up with its load: the number of requests in the system grows by .* a second/);
    expect(said).toMatch(/What breaks for good: .*“latency: p\(95\) < 10s” after \d+ s/);
    expect(said).toContain("The bottleneck: db cores are asked for 1.20 times what there is.");
  });
  it("breaks each endpoint's objective by what piles up of its own requests", async () => {
    const { overload } = await variantOf(
      QUERY.replace("60/s, to: web.page", "66/s, mix: { web.page: 75%, web.rare: 15%, web.ping: 10% }")
        .replace("{ page: [{ query: db.read }]", "$&, rare: [{ query: db.read }], ping: [{ delay: 1ms }]")
        .replace(
          /objectives: .*/,
          "objectives: { 'latency{web.rare}': [p(50) < 200s], 'latency{web.ping}': [p(50) < 200s] }",
        ),
    );
    // 59.4/s arrive at the database and 50/s go: what arrives after t waits for 9.4 ÷ 50 t.
    const [rare, ...others] = overload!.breaks.map(({ afterMs }) => afterMs);
    expect(rare!.low).toBeGreaterThan(500_000);
    expect(rare!.low).toBeLessThan(200_000 / (9.4 / 50));
    expect(rare!.high).toBeGreaterThan(200_000 / (9.4 / 50));
    expect(others).toEqual([]); // Nothing of what is pinged waits.
  });
  it("also where only the messages grow", async () => {
    const mails = "mails: { type: work-queue, workers: 1, steps: [{ delay: 20ms }] }";
    const { drift, overload, parts, all } = await variantOf(overloaded("{ publish: mails }, { delay: 1ms }", mails));
    expect(drift?.verdict).not.toBe("growing");
    expect(all.latencyMs.mean.value).toBeCloseTo(1);
    expect(overload?.what).toBe("waiting at mails");
    expect(overload?.binding).toMatchObject({ part: "mails", resource: "workers" });
    const mail = parts.mails!;
    expect([mail.waitingTimeMs.mean, mail.queueLength, mail.measures.completionMs].map((each) => each?.value)).toEqual([
      null,
      null,
      null,
    ]);
    expect(parts.web!.resources.threads!.busy.value).not.toBeNull();
  });
  it("messages that grow faster are not what makes the requests grow", async () => {
    const mails = "mails: { type: work-queue, workers: 1, steps: [{ delay: 50ms }] }";
    const { overload } = await variantOf(
      QUERY.replace("{ query: db.read }", "{ publish: mails }, { query: db.read }").replace(
        "  db:",
        `  ${mails}\n  db:`,
      ),
    );
    expect(overload?.binding).toMatchObject({ part: "db", resource: "cores" });
  });
  it("a stable one has none of this", async () => {
    const { overload, all } = await variantOf(QUERY.replace("60/s", "30/s"));
    expect(overload).toBeNull();
    expect(all.latencyMs.mean.value).not.toBeNull();
  });
});

describe("distributions without the moments it takes", () => {
  const line = (shape: number): string => `
version: 1
traffic: { users: { rate: 20/s, to: web.page } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: "pareto(shape ${shape}, mean 10ms)" }] } } }
${RUN}`;
  it.each([
    [1.8, null, "infinite variance"],
    [2.8, expect.any(Number), "infinite third moment"],
  ])("shape %d in a line", async (shape, value, reason) => {
    const { all, parts } = await variantOf(line(shape));
    for (const mean of [all.latencyMs.mean, parts.web!.waitingTimeMs.mean, parts.web!.queueLength])
      expect(mean).toEqual({ value, low: null, high: null, reason: expect.stringContaining(reason) });
    expect(all.latencyMs.p95.low).not.toBeNull();
  });
  it("neither has a difference an interval, nor a verdict; percentiles have", async () => {
    const files = {
      "base.yaml": line(3.5),
      "heavy.yaml": line(2.8).replace("10ms", "12ms"),
      "study.yaml": "version: 1\ntitle: Heavy\nvariants: { base: base.yaml, heavy: heavy.yaml }",
    };
    const findings = await runStudy(studyOf(files, "study.yaml"), threads(1));
    const [mean, p95] = ["mean", "p95"].map(
      (metric) => findings.comparisons[0]!.differences.find((each) => each.metric === metric)!,
    );
    const reason = expect.stringMatching(/^heavy: .*infinite third moment/);
    for (const each of [mean!.difference, mean!.relative])
      expect(each).toEqual({ value: expect.any(Number), low: null, high: null, reason });
    expect([mean!.verdict, p95!.verdict]).toEqual(["unknown", "worse"]);
    expect(terminal(findings, { colour: false, verbose: true }).replace(/\s+/g, " ")).toContain(
      "Without a verdict: Δ mean of “heavy” (heavy: service times have an infinite third moment",
    );
  });
  it("nor has the number in the system a mean where waiting has none", async () => {
    const { inSystem } = await variantOf(line(1.8));
    expect(inSystem).toEqual({ value: null, low: null, high: null, reason: expect.stringContaining("infinite") });
  });
  it("enough moments", async () => expect((await variantOf(line(3.5))).all.latencyMs.mean.low).not.toBeNull());
});

it("who holds a worker and waits for its cores is counted once", async () => {
  const { overload } = await variantOf(`
version: 1
traffic: { users: { rate: 20/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: later }] } }
  later: { type: work-queue, workers: 100000, cores: 1, steps: [{ cpu: exponential(80ms) }] }
run: { duration: 5min, warm-up: 10s, replications: 6 }`);
  expect(overload?.part).toBe("later");
  const { low, high } = overload!.growthPerSecond;
  expect(low).toBeLessThan(7.5); // 20 come a second, and one core does 12.5.
  expect(high).toBeGreaterThan(7.5);
  expect(high! - low!).toBeLessThan(2);
});
