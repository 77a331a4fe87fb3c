/** Cores that stand still, on instances and on whole machines; hosts whose work is lost. */
import { describe, expect, it } from "vitest";
import { interruptedWait, repeated, resumed } from "../../src/analysis/theory/interruptions.js";
import { gammaMoments } from "../../src/analysis/theory/mg1.js";
import { checkSense } from "../../src/model/check/check-sense.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { failures, latencies, measure, modelOf, requests, resource, simulate } from "../simulate.js";

const web = (options: string, page: string, n = 2, more = ""): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, ${options}, endpoints: { page: [${page}] } }
  ${more}`;

describe("worked by hand: up until 25 ms, down until 55 ms", () => {
  const asked = (work: string, page = "{ cpu: 8ms }", n = 2): number[] =>
    latencies(simulate(web(`cores: 1, breakdowns: { up: 25ms, down: 30ms, work: ${work} }`, page, n)), "web.page");
  it("work goes on where it was", () => expect(asked("resumes")).toEqual([8, 38])); // 5 of 8 done by 25 ms.
  it("or begins again", () => expect(asked("repeats")).toEqual([8, 43]));
  it("all of those who share begin again, and requests that come meanwhile wait", () => {
    // At 10 and 20 ms, 16 each: 12.5 and 2.5 done by 25 ms. With those of 30, 40 and 50 ms: five share from 55 to 80 ms,
    // when all begin again at 110 ms, for 25 ms, and so on: no 16 ms are ever done by five in 25 ms.
    expect(asked("repeats", "{ cpu: 16ms }", 5)).toEqual([]);
    // Resumed: of 80 in all, 15 are done by 25 ms, 25 by 80, 25 by 135; the last three end together, at 180 ms.
    expect(asked("resumes", "{ cpu: 16ms }", 5)).toEqual(expect.arrayContaining([180 - 50, 180 - 40, 180 - 30]));
  });
  it("all of the cores go on", () => {
    const two = web("cores: 2, breakdowns: { up: 25ms, down: 30ms, work: resumes }", "{ cpu: 20ms }");
    expect(latencies(simulate(two), "web.page")).toEqual([50, 50]);
  });
  it("time that passes elsewhere passes", () => expect(asked("resumes", "{ delay: 8ms }")).toEqual([8, 8]));
  it("cores do nothing meanwhile, and none is refused", () => {
    const measured = simulate(web("cores: 2, breakdowns: { up: 25ms, down: 30ms, work: resumes }", "{ cpu: 8ms }", 9), {
      durationMs: 55,
    });
    expect(resource(measured, "web", "cores").busy * 55).toBeCloseTo(8 + 5, 6);
    expect(failures(measured, "web.page")).toEqual({});
    expect(measure(measured, "web", "outageMs")).toEqual([30]);
  });
  it("of one instance alone", () => {
    const options =
      "instances: 2, balance: round-robin, cores: 1, breakdowns: { up: 15ms, down: 30ms, work: resumes, instances: 1 }";
    expect(latencies(simulate(web(options, "{ cpu: 8ms }")), "web.page")).toEqual([8, 38]);
  });
});

describe("a machine goes down, with all that is on it", () => {
  const on = (host: string, page: string, n = 4): string =>
    web(
      "host: box",
      page,
      n,
      `box: { type: host, cores: 1, breakdowns: { up: 25ms, down: 30ms, ${host} } }
  db: { type: database, host: box, pool: { connections: 1 }, queries: { read: { time: 4ms } } }
  jobs: { type: work-queue, host: box, workers: 3, steps: [{ cpu: 7ms }] }`,
    );
  it("cores stand still for all requests", () => {
    // At 10: 8. At 20: 5 done by 25, the last 3 of it and then 4 of the query with those of 30 and 40 ms.
    const measured = simulate(on("work: resumes", "{ cpu: 4ms }, { query: db.read }", 2));
    expect(latencies(measured, "web.page")).toEqual([8, 38]);
  });
  it("requests and queries are lost, and refused while it is down", () => {
    const measured = simulate(on("work: lost", "{ cpu: 4ms }, { query: db.read }"));
    expect(failures(measured, "web.page")).toEqual({ "instance-down box": 3 }); // Of 20, 30 and 40 ms.
    expect(measure(measured, "box", "outageMs")).toContain(30);
    expect(resource(measured, "db", "pool").busyByBin.at(-1)).toBe(0);
  });
  it("a service alone loses what it does, and refuses", () =>
    expect(failures(simulate(on("work: lost", "{ delay: 8ms }")), "web.page")).toEqual({ "instance-down box": 3 }));
  it("a database alone fails who asks it", () => {
    const asked = on("work: lost", "{ delay: 4ms }, { query: db.read }").replace("service, host: box", "service");
    expect(failures(simulate(asked), "web.page")).toEqual({ "instance-down box": 3 }); // At 24 to 28, 34 and 44 ms.
  });
  it("messages in hand fail, and those that are taken while it is down", () => {
    const asked = on("work: lost", "{ publish: jobs }").replace("service, host: box", "service");
    const measured = simulate(asked);
    expect(failures(measured, "web.page")).toEqual({});
    expect(measure(measured, "jobs", "failedMessages")).toBe(3 / 4);
  });
});

it("a call within a call to the same service fails with either of the two instances, and once", () => {
  const text = `
version: 1
traffic: { users: { ${requests(40, 10)}, to: web.page } }
parts:
  web:
    type: service
    instances: 2
    balance: round-robin
    breakdowns: { up: 45ms, down: 1h, instances: 1 }
    endpoints: { page: [{ delay: 1ms }, { call: web.part }, { delay: 3ms }], part: [{ delay: 15ms }] }`;
  const measured = simulate(text);
  const { "instance-down web": failed } = failures(measured, "web.page");
  expect(failed).toBeGreaterThan(30); // The outer or the inner call meets the one that is down.
  expect(resource(measured, "web", "threads").busyByBin.at(-1)).toBe(0);
});

describe("check", () => {
  const load = (breakdowns: string) =>
    checkSense(
      modelOf(web(`instances: 4, cores: 1, breakdowns: { up: 3s, down: 1s, ${breakdowns} }`, "{ cpu: 8ms }")),
      () => null,
    ).loads.find(({ resource }) => resource === "cores")?.capacity;
  it("counts only the time that cores work", () => {
    expect(load("work: resumes")).toBe(3);
    expect(load("work: repeats, instances: 2")).toBe(3.5);
    expect(load("work: lost")).toBe(4);
  });
  it("wants cores that can stand still", () =>
    expect(() => modelOf(web("breakdowns: { up: 1s, down: 1s, work: resumes }", "{ cpu: 8ms }"))).toThrow(
      "no cores of its own to stand still",
    ));
});

/** Formulas and sources: src/analysis/theory/interruptions. Up 500 ms, down 125 ms: available 80 % of the time. */
describe("M/G/1 that breaks down", () => {
  const breakdowns = { rate: 2, repair: gammaMoments(0.125, 1) };
  const model = (rate: number, time: string, work: string, more = "threads: 1") => `
version: 1
traffic: { users: { rate: ${rate}/s, to: web.page } }
parts:
  web:
    type: service
    cores: 1
    ${more}
    breakdowns: { up: exponential(500ms), down: exponential(125ms), work: ${work} }
    endpoints: { page: [{ cpu: ${time} }] }`;
  const goesOn = resumed(gammaMoments(0.05, 1), breakdowns);
  const again = repeated(0.2, breakdowns);
  const lasts = { warmUp: 30, short: 300, long: 20_000 };
  const cases: readonly OracleCase[] = [
    {
      id: "breakdowns-resume",
      title: "M/M/1, work goes on; in line and on shared cores",
      runs: {
        line: run(model(8, "exponential(50ms)", "resumes"), lasts),
        sharing: run(model(8, "exponential(50ms)", "resumes", ""), lasts),
      },
      checks: [
        exact(
          "mean sojourn, one at a time",
          interruptedWait(8, goesOn, breakdowns) + goesOn.first,
          of.meanSojourn("line"),
        ),
        exact("mean sojourn, shared", interruptedWait(8, goesOn, breakdowns) + goesOn.first, of.meanSojourn("sharing")),
        exact("cores at work", 8 * 0.05, of.busy("line", "web.cores")),
      ],
    },
    {
      id: "breakdowns-repeat",
      title: "M/D/1, work begins again",
      runs: { again: run(model(2, "200ms", "repeats"), { ...lasts, short: 1200 }) },
      checks: [
        exact("mean sojourn", interruptedWait(2, again, breakdowns) + again.first, of.meanSojourn("again")),
        exact("cores at work", (2 * Math.expm1(2 * 0.2)) / 2, of.busy("again", "web.cores")),
      ],
    },
  ];
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});
