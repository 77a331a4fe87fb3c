/** Latency is that of good answers: what answers fewer of its requests is not the faster for it. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DifferenceVerdict, Findings } from "../../src/analysis/findings/findings.js";
import { diffFindings } from "../../src/experiment/diff/diff-findings.js";
import { openDiff } from "../../src/experiment/diff/open-diff.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { diffTerminal } from "../../src/report/diff/terminal.js";
import { studyOf } from "./study.js";

const RUN = "run: { duration: 40s, warm-up: 2s, replications: 5 }";
const model = (steps: string, service = ""): string => `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts: { web: { type: service, cores: 1, threads: 1, ${service} endpoints: { page: [${steps}] } } }
${RUN}
`;
const asking = (retry: string): string =>
  model(`{ call: api.get ${retry} }`)
    .replace("threads: 1,", "")
    .replace("parts: {", "parts: { api: { type: service, endpoints: { get: [{ fail: 30% }] } },");

const FILES = {
  "waits.yaml": model("{ cpu: exponential(9ms) }"),
  "sheds.yaml": model("{ cpu: exponential(9ms) }", "queue: 1,"), // A quarter is refused, and the rest is quick.
  "quick.yaml": model("{ cpu: exponential(8ms) }"),
  "fails.yaml": model("{ cpu: exponential(9ms) }, { fail: 5% }"),
  "quick-fails.yaml": model("{ cpu: exponential(8ms) }, { fail: 5% }"),
  "rarely.yaml": model("{ cpu: exponential(9ms) }, { fail: 0.01% }"),
  "once.yaml": asking(""),
  "for-ever.yaml": asking(", retry: { attempts: 1000, backoff: 1h }"),
  "quick-rarely.yaml": model("{ cpu: exponential(8ms) }, { fail: 0.02% }"),
};

async function compared(names: readonly string[], more = ""): Promise<Findings> {
  const variants = names.map((name) => `${name}: ${name}.yaml`).join(", ");
  const experiment = `version: 1\ntitle: Who answers\nvariants: { ${variants} }\n${RUN}\n${more}`;
  return runStudy(studyOf({ ...FILES, "experiment.yaml": experiment }, "experiment.yaml"), threads(1));
}

async function verdicts(base: string, other: string): Promise<Record<string, DifferenceVerdict>> {
  const { comparisons } = await compared([base, other]);
  return Object.fromEntries(comparisons[0]!.differences.map(({ metric, verdict }) => [metric, verdict]));
}

describe("a variant that answers fewer", () => {
  it("has no better latency where those that it left out could be the slowest", async () => {
    const found = await verdicts("waits", "sheds");
    expect(found).toMatchObject({ mean: "incomparable", p95: "incomparable", p99: "incomparable", errors: "worse" });
    expect(found.p50).toBe("better"); // Half of all that arrive are answered sooner, however late the refused ones count.
  });
  it("is no worse a baseline either: to answer them all takes its time", async () => {
    const found = await verdicts("sheds", "waits");
    expect(found).toMatchObject({ mean: "incomparable", p99: "incomparable", errors: "better", goodput: "better" });
  });
  it("is worse if it is slower too, and the other is better if it is quicker and answers more", async () => {
    expect(await verdicts("quick", "fails")).toMatchObject({ mean: "worse", errors: "worse" });
    expect(await verdicts("fails", "quick")).toMatchObject({ mean: "better", p99: "better", errors: "better" });
  });
  it("is compared as ever if it answers as many, or lacks much less than lies beyond the percentile", async () => {
    expect(await verdicts("fails", "quick-fails")).toMatchObject({ mean: "better", p50: "better", p99: "better" });
    expect(await verdicts("rarely", "quick-rarely")).toMatchObject({ mean: "better", p50: "better", p99: "better" });
  });
  it("proves no claim and refutes none, with the baseline or without it", async () => {
    const { claims } = await compared(
      ["waits", "sheds", "fails"],
      "claims: ['p99{sheds} is better', 'p99{sheds} < p99{waits}', 'p99{sheds} < p99{fails}', 'p99{sheds} is not better', 'p99{sheds} is incomparable', 'errors{sheds} is worse']",
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual([...Array(4).fill("unknown"), "met", "met"]);
    for (const { why } of claims.slice(0, 4))
      expect(why).toMatch(/latency of the \d+% that were answered well, against/);
  });
  it.each(["p99", "mean"])("is not the best by %s", async (by) => {
    const { selection } = await compared(["waits", "sheds", "quick"], `tie: 1%\nselect: { by: ${by}, most: 16 }`);
    expect(selection).toMatchObject({ left: ["quick"], fewer: ["sheds"] });
  });
});

it("what tries for ever has no fewer errors for it", async () => {
  const { comparisons } = await compared(["once", "for-ever"]);
  const found = comparisons[0]!.differences.find(({ metric }) => metric === "errors")!;
  expect(found.verdict).toBe("unknown");
  expect(found.difference.reason).toMatch(/for-ever: \d+% of its requests had no answer when the run ended/);
});

const STORM = `version: 1
traffic: { users: { rate: 80/s, to: web.page, timeout: 2s } }
parts:
  web: { type: service, threads: 500, cores: 16, endpoints: { page: [{ cpu: 2ms }, { call: api.get, timeout: 500ms }] } }
  api: { type: service, cores: 1, threads: 100, breakdowns: { up: 40s, down: 10s, work: resumes }, endpoints: { get: [{ cpu: exponential(8ms) }] } }
run: { duration: 65s, warm-up: 20s, replications: 8 }
`;
const RETRIES = STORM.replace(
  "timeout: 2s",
  "timeout: 2s, retry: { attempts: 3, backoff: 50ms, jitter: full }",
).replace("timeout: 500ms", "timeout: 500ms, retry: { attempts: 3, backoff: 50ms, jitter: full }");

describe("a retry storm that answers half as many, as a change", () => {
  const files = memoryFiles({ "once.yaml": STORM, "retries.yaml": RETRIES });
  const diffOf = async (from: string, to: string) => {
    const { diff } = openDiff(from, to, files, {}, 0.02);
    return diffFindings(diff!, await runStudy(diff!.study, threads(1)), null);
  };
  let storm: Awaited<ReturnType<typeof diffOf>>;
  beforeAll(async () => {
    storm = await diffOf("once.yaml", "retries.yaml");
  }, 60_000);
  const verdictOf = (metric: string) => storm.metrics.find((each) => each.metric === metric)?.verdict;

  it("is a regression by what it answers, and no latency is better", () => {
    expect(storm.verdict).toBe("regression");
    expect(["mean", "p50", "p95", "p99"].map(verdictOf)).toEqual(Array(4).fill("incomparable"));
    expect(["goodput", "errors"].map(verdictOf)).toEqual(["worse", "worse"]);
    expect(storm.why.join()).not.toContain("better");
    expect(storm.why.join()).toMatch(/not compared: mean, p50, p95, p99, latency of the 31% .* against 62%/);
  });
  it("says so on the terminal", () =>
    expect(diffTerminal(storm, { colour: false, width: 80, verbose: false }, null)).toMatch(
      /p99 .*−56.2% +not comparable/,
    ));
  it("and to take the retries away is an improvement", async () => {
    const { verdict, why } = await diffOf("retries.yaml", "once.yaml");
    expect([verdict, why.join()]).toEqual([
      "improvement",
      expect.stringContaining("better beyond the tolerance: goodput, errors"),
    ]);
  }, 60_000);
});
