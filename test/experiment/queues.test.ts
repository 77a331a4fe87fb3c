/** Queues of messages, run and read as a user reads them, against the fluid, closed forms and a recorded run. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Estimate, Findings } from "../../src/analysis/findings/findings.js";
import { mdc } from "../../src/analysis/theory/mdc.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles, render } from "../../src/model/source/index.js";

async function study(files: Readonly<Record<string, string>>): Promise<Findings> {
  const { study, diagnostics, textOf } = openStudy("e.yaml", memoryFiles(files), {});
  if (study === null) throw new Error(render(diagnostics, textOf, { color: false, width: 200 }));
  return runStudy(study, threads(1));
}

interface Queue {
  readonly rate: string;
  readonly workers: number;
  readonly work: string;
  readonly timeline?: string;
  readonly run: string;
}

const model = ({ rate, workers, work, timeline = "{}", run }: Queue): string => `version: 1
traffic: { jobs: { rate: ${rate}, to: api.submit } }
parts:
  api: { type: service, endpoints: { submit: [{ publish: list }] } }
  list: { type: work-queue, workers: ${workers}, steps: [{ delay: ${work} }] }
timeline: ${timeline}
run: ${run}
`;

const shown = async (queue: Queue, figures: readonly string[]): Promise<Readonly<Record<string, Estimate>>> => {
  const files = {
    "one.yaml": model(queue),
    "e.yaml": `version: 1\ntitle: A queue\nvariants: { one: one.yaml }\nshow: [${figures.join(", ")}]\n`,
  };
  return (await study(files)).variants[0]!.figures!;
};

/** The value lies in the interval, which is narrow. */
function expectIn({ value, low, high }: Estimate, exact: number, relative: number): void {
  expect(low!).toBeLessThanOrEqual(exact);
  expect(high!).toBeGreaterThanOrEqual(exact);
  expect((high! - low!) / value!).toBeLessThan(relative);
}

/** Workers that stood idle take some at once: (λ₁ − μ)·T − idle wait, and μ − λ₀ a second leave. */
describe("what came faster than it left drains as a fluid does", () => {
  it.each([
    [300, 1.8, 4, 20, 28],
    [200, 3, 4, 10, 10],
    [150, 4, 4, 10, 8],
    [320, 2, 4, 10, 30],
  ])("%d/s × %d, %d workers of 10 ms, for %d s: about %d s", async (before, by, workers, seconds, about) => {
    const timeline = `{ spike: { at: 30s, for: ${seconds}s, traffic: jobs, by: ${by} } }`;
    const run = "{ warm-up: 5s, duration: 80s, replications: 30 }";
    const rate = `${before}/s`;
    const found = await shown({ rate, workers, work: "10ms", timeline, run }, ["drain of list", "depth max of list"]);
    const leave = workers * 100;
    const most = (before * by - leave) * seconds - (workers - before / 100);
    const exact = most / (leave - before);
    expect(Math.abs(exact / about - 1)).toBeLessThan(0.01);
    expectIn(found["drain of list"]!, exact * 1000, 0.16);
    expect(found["depth max of list"]!.value! / most).toBeGreaterThan(0.98);
    expect(found["depth max of list"]!.value! / most).toBeLessThan(1.03);
  });
});

/** 300 jobs/s for 25 s, 900 for 10 s, then 300 again: one run of ten workers on a Redis list, each job 0.86 ms besides. */
describe("the run that was recorded is one of those that are simulated", () => {
  const REPLICATIONS = 40;
  const recorded = { "depth max of list": 4305, "drain of list": 24_700, "age max of list": 9070 };
  let found: Readonly<Record<string, Estimate>>;
  beforeAll(async () => {
    const timeline = "{ spike: { at: 30s, for: 10s, traffic: jobs, by: 3 } }";
    const run = `{ warm-up: 5s, duration: 65s, replications: ${REPLICATIONS} }`;
    const queue = { rate: "300/s", workers: 10, work: "exponential(20ms) + 0.86ms", timeline, run };
    found = await shown(queue, Object.keys(recorded));
  });

  it.each(Object.entries(recorded))("%s", (name, measured) => {
    const { value, low, high } = found[name]!;
    expect((high! - low!) / value!).toBeLessThan(0.05);
    const ofOne = ((high! - low!) / 2) * Math.sqrt(REPLICATIONS + 1); // Where one more run falls, 19 times in 20.
    expect(Math.abs(measured - value!)).toBeLessThan(ofOne);
    expect(ofOne / value!).toBeLessThan(0.2);
  });
});

/** Erlang C; Crommelin for constant work. */
describe("completion of a message is its wait and its work", () => {
  const WORK_MS = 40;
  const run = "{ warm-up: 20s, duration: 1500s, replications: 10 }";
  const figures = ["completion of list", "wait of list workers"];

  it.each([
    [1, 0.7],
    [4, 0.8],
    [10, 0.85],
  ])("of M/M/%d at %f", async (workers, busy) => {
    const rate = (workers * busy) / WORK_MS;
    const work = `exponential(${WORK_MS}ms)`;
    const found = await shown({ rate: `${rate * 1000}/s`, workers, work, run }, figures);
    const { meanWait, meanSojourn } = mmc(rate, 1 / WORK_MS, workers);
    expectIn(found["wait of list workers"]!, meanWait, 0.1);
    expectIn(found["completion of list"]!, meanSojourn, 0.08);
  });

  it.each([
    [1, 0.8],
    [5, 0.9],
  ])("of M/D/%d at %f", async (workers, busy) => {
    const rate = (workers * busy) / WORK_MS;
    const found = await shown({ rate: `${rate * 1000}/s`, workers, work: `${WORK_MS}ms`, run }, figures);
    const { meanWait, meanSojourn } = mdc(rate, WORK_MS, workers);
    expectIn(found["wait of list workers"]!, meanWait, 0.12);
    expectIn(found["completion of list"]!, meanSojourn, 0.08);
  });
});
