/** Processor sharing against examples worked by hand, and against work conservation. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Flow } from "../../src/engine/flow.js";
import { Histogram } from "../../src/engine/histogram.js";
import { Processor, type ProcessorOptions, RunningColumns } from "../../src/engine/processor.js";
import { Program } from "../../src/engine/program.js";
import { Simulation } from "../../src/engine/simulation.js";
import { PENDING, type Step } from "../../src/engine/step.js";
import { at } from "./at.js";
import { instant } from "./steps.js";

interface Job {
  readonly atMs: number;
  readonly workMs: number;
  readonly withdrawnAtMs?: number;
}

/** When each of the jobs was done [ms]; NaN for those taken out. */
function finishTimes(
  options: Partial<ProcessorOptions>,
  jobs: readonly Job[],
  coresAt: readonly (readonly [atMs: number, cores: number])[] = [],
) {
  const simulation = new Simulation();
  const flow = new Flow(simulation);
  const waitingTimeMs = new Histogram();
  const columns = new RunningColumns(flow.requests);
  const processor = new Processor(flow, { cores: 1, contention: 0, coherency: 0, ...options }, columns, waitingTimeMs);
  const doneMs = jobs.map(() => Number.NaN);
  const program = new Program(flow);
  const work: Step = {
    ...instant(() => {}),
    enter: (request) => {
      processor.start(request, jobs[request]!.workMs);
      return PENDING;
    },
    withdraw: (request) => processor.withdraw(request),
  };
  program.add(work);
  program.add(
    instant((request) => {
      doneMs[request] = simulation.nowMs;
    }),
  );
  program.add(instant(() => PENDING)); // Rows are not given back: a row is a job's number.
  jobs.forEach(({ atMs, withdrawnAtMs }) => {
    const request = flow.requests.take();
    at(simulation, atMs, () => flow.begin(request, 0));
    if (withdrawnAtMs !== undefined)
      at(simulation, withdrawnAtMs, () => Number.isNaN(doneMs[request]) && flow.abort(request));
  });
  for (const [atMs, cores] of coresAt) at(simulation, atMs, () => processor.setCores(cores));
  simulation.run();
  return { doneMs, processor, waitingTimeMs, endMs: simulation.nowMs };
}

describe("one core", () => {
  it("two at once take twice as long", () => {
    const { doneMs } = finishTimes({}, [
      { atMs: 0, workMs: 10 },
      { atMs: 0, workMs: 10 },
    ]);
    expect(doneMs).toEqual([20, 20]);
  });

  it("an arrival slows down who is there, an end speeds them up", () => {
    // Alone until 10, halved until 20 (when the second has had 5), alone again.
    const { doneMs } = finishTimes({}, [
      { atMs: 0, workMs: 20 },
      { atMs: 10, workMs: 5 },
    ]);
    expect(doneMs).toEqual([25, 20]);
  });

  it("three of them, worked by hand", () => {
    // 0–2: A alone (4 left). 2–8: A, B halved (A 1, B 3 left). 8–11: thirds (A done; B 2, C 5). 11–15: halves (B done; C 3). 15–18.
    const { doneMs } = finishTimes({}, [
      { atMs: 0, workMs: 6 },
      { atMs: 2, workMs: 6 },
      { atMs: 8, workMs: 6 },
    ]);
    doneMs.forEach((ms, i) => void expect(ms).toBeCloseTo([11, 15, 18][i]!, 9));
  });

  it("work that is taken out no longer slows down the others", () => {
    const { doneMs, processor } = finishTimes({}, [
      { atMs: 0, workMs: 10 },
      { atMs: 0, workMs: 100, withdrawnAtMs: 6 },
    ]);
    expect(doneMs[0]).toBeCloseTo(13, 9); // 3 of 10 done by 6, the other 7 alone.
    expect(doneMs[1]).toBeNaN();
    expect([processor.started, processor.finished, processor.running]).toEqual([2, 2, 0]);
  });

  it("taking out the next to finish leaves no event behind", () => {
    const { doneMs, endMs } = finishTimes({}, [
      { atMs: 0, workMs: 4, withdrawnAtMs: 2 },
      { atMs: 0, workMs: 10 },
    ]);
    expect(doneMs[1]).toBeCloseTo(11, 9);
    expect(endMs).toBe(doneMs[1]);
  });

  it("equal work ends in order of arrival", () => {
    const { doneMs } = finishTimes({}, Array(5).fill({ atMs: 0, workMs: 1 }));
    expect(doneMs).toEqual([5, 5, 5, 5, 5]);
  });

  it("starts afresh after it has been idle", () => {
    const { doneMs } = finishTimes({}, [
      { atMs: 0, workMs: 3 },
      { atMs: 1e6, workMs: 3 },
      { atMs: 1e6, workMs: 1 },
    ]);
    doneMs.forEach((ms, i) => void expect(ms).toBeCloseTo([3, 1e6 + 4, 1e6 + 2][i]!, 6));
  });
});

it("with cores to spare all work runs at full speed", () => {
  const { doneMs, processor } = finishTimes({ cores: 3 }, [
    { atMs: 0, workMs: 5 },
    { atMs: 1, workMs: 5 },
    { atMs: 2, workMs: 5 },
  ]);
  expect(doneMs).toEqual([5, 6, 7]);
  expect(processor.busyIntegral).toBe(15);
});

it("more than the cores share them equally", () => {
  const { doneMs, processor } = finishTimes({ cores: 2 }, Array(4).fill({ atMs: 0, workMs: 5 }));
  expect(doneMs).toEqual([10, 10, 10, 10]);
  expect(processor.busyIntegral).toBe(20);
});

it("half a core takes twice as long", () =>
  expect(finishTimes({ cores: 0.5 }, [{ atMs: 0, workMs: 5 }]).doneMs).toEqual([10]));

it("contention α and coherency β slow n by 1 + α(n−1) + βn(n−1)", () => {
  // n = 2, two cores: 1 + 0.5 + 0.25 · 2 = 2.
  const { doneMs } = finishTimes({ cores: 2, contention: 0.5, coherency: 0.25 }, [
    { atMs: 0, workMs: 5 },
    { atMs: 0, workMs: 8 },
  ]);
  expect(doneMs[0]).toBeCloseTo(10, 9);
  expect(doneMs[1]).toBeCloseTo(13, 9); // Its last 3 alone.
});

describe("cores that are taken away", () => {
  const jobs = [
    { atMs: 0, workMs: 10 },
    { atMs: 0, workMs: 30 },
  ];
  it("nothing moves without any, nor is anything left to happen", () => {
    const { doneMs, processor, endMs } = finishTimes({ cores: 2 }, jobs, [[4, 0]]);
    expect([doneMs, endMs]).toEqual([[Number.NaN, Number.NaN], 4]);
    expect([processor.busy, processor.waiting, processor.running]).toEqual([0, 2, 2]);
  });
  it("it goes on where it was with those that come back, and the time lost is waiting", () => {
    const { doneMs, processor } = finishTimes({ cores: 2 }, jobs, [
      [4, 0],
      [14, 1],
      [30, 2],
    ]);
    expect(doneMs).toEqual([26, 46]); // Halves from 14 to 26; then 20 are left, and one runs on one core at most.
    expect(processor.totalWaitMs).toBeCloseTo(2 * (10 + 6), 9);
    expect(processor.busyIntegral).toBeCloseTo(40, 9);
  });
});

it("what sharing costs is waiting: the time there, less the work", () => {
  const { processor, waitingTimeMs } = finishTimes({}, [
    { atMs: 0, workMs: 20 },
    { atMs: 10, workMs: 5 },
    { atMs: 100, workMs: 7 },
  ]);
  expect([waitingTimeMs.count, waitingTimeMs.max, waitingTimeMs.min]).toEqual([3, 5, 0]);
  expect(waitingTimeMs.sum).toBeCloseTo(5 + 5 + 0, 9);
  expect(processor.waitingIntegral).toBeCloseTo(10, 9);
});

it("work that is taken out has waited, but is not among those who finished", () => {
  const { processor, waitingTimeMs } = finishTimes({}, [
    { atMs: 0, workMs: 10 },
    { atMs: 0, workMs: 100, withdrawnAtMs: 6 },
  ]);
  expect([waitingTimeMs.count, waitingTimeMs.sum]).toEqual([1, expect.closeTo(3, 9)]);
  expect(processor.totalWaitMs).toBeCloseTo(3 + 3, 9);
});

it("conserves work: the cores are busy for exactly what the jobs brought, and idle only when there are none", () => {
  const job = fc.record({ atMs: fc.nat(100), workMs: fc.integer({ min: 1, max: 40 }) });
  const conserves = (cores: number, jobs: readonly Job[]): void => {
    const { doneMs, processor, endMs } = finishTimes({ cores }, jobs);
    const brought = jobs.reduce((sum, { workMs }) => sum + workMs, 0);
    expect(processor.busyIntegral).toBeCloseTo(brought, 6);
    expect(processor.running).toBe(0);
    const sojourn = jobs.reduce((sum, { atMs }, i) => sum + doneMs[i]! - atMs, 0);
    expect(processor.runningIntegral).toBeCloseTo(sojourn, 6); // Little's law, for all who are there
    expect(processor.waitingIntegral).toBeCloseTo(sojourn - brought, 6); // and for their waiting.
    expect(processor.totalWaitMs).toBeCloseTo(sojourn - brought, 6);
    jobs.forEach(({ atMs, workMs }, i) => void expect(doneMs[i]! - atMs).toBeGreaterThanOrEqual(workMs - 1e-9));
    if (cores === 1) expect(endMs).toBeCloseTo(lastFinishOfAnyOrder(jobs), 6);
  };
  fc.assert(fc.property(fc.integer({ min: 1, max: 3 }), fc.array(job, { minLength: 1, maxLength: 12 }), conserves), {
    numRuns: 200,
  });
});

/** When a single core that never idles is through with everything. */
function lastFinishOfAnyOrder(jobs: readonly Job[]): number {
  return [...jobs]
    .sort((a, b) => a.atMs - b.atMs)
    .reduce((freeMs, { atMs, workMs }) => Math.max(freeMs, atMs) + workMs, 0);
}
