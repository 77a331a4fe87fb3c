/** Work that a request starts and does not wait for: it goes on in the same process, and is lost with it. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { latencies, modelOf, requests, resource, simulate } from "../simulate.js";

const model = (order: string, web = "", more = ""): string => `
version: 1
traffic: { load: { ${requests(10, 100)}, to: web.order } }
effects: { mailed: { for: web.order } }
parts:
  web: { type: service, endpoints: { order: [${order}] } ${web} }
${more}`;

const MAIL = "{ in-background: [delay: 250ms, effect: mailed] }";

/** How many were lost, and how many were done. */
function mails({ effects = [] }: Measurements): Record<string, number> {
  const all = effects[0]!.measures.flatMap((one) => (one.kind === "ratio" ? [[one.name, one.part] as const] : []));
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

const run = (order: string, web = "", more = ""): Measurements =>
  simulate(model(order, web, more), { durationMs: 1100 });

it("the request is answered at once, and holds a thread no longer", () => {
  const measured = run(`delay: 10ms, ${MAIL}`, ", threads: 1");
  expect(latencies(measured, "web.order")).toEqual(Array(10).fill(10));
  expect(mails(measured)).toEqual({ inTime: 10 });
  expect(resource(measured, "web", "threads").busy * 1100).toBeCloseTo(100, 6);
});

it("it takes the cores of its instance", () => {
  const cpu = "cpu: 10ms, { in-background: [cpu: 50ms, effect: mailed] }";
  const web = ", cores: 1, threads: 5";
  const measured = run(cpu, web);
  expect(resource(measured, "web", "cores").busy * 1100).toBeCloseTo(600, 6);
  const loads = senseOf(modelOf(model(cpu, web))).loads;
  expect(loads.find((load) => load.resource === "cores")?.busy).toBeCloseTo(0.6, 9);
  expect(loads.find((load) => load.resource === "threads")?.busy).toBeCloseTo(0.1, 9);
});

it("what fails there fails alone", () => {
  const measured = run("{ in-background: [fail: 100%, effect: mailed] }");
  expect(measured.endpoints[0]!.failed).toBe(0);
  expect(mails(measured)).toEqual({ lost: 10 });
});

it("it goes on when the request fails after it", () => {
  const measured = run(`${MAIL}, fail: 100%`);
  expect(measured.endpoints[0]!.failed).toBe(10);
  expect(mails(measured)).toEqual({ uncalledFor: 8 }); // Two more happen after the window.
});

describe("is lost when the instance goes", () => {
  const during = (timeline: string, web = ""): Record<string, number> =>
    mails(run(MAIL, web, `timeline: { ${timeline} }`));

  it("down: those of the last 250 ms, and no one is told", () =>
    expect(during("crash: { at: 450ms, for: 10ms, down: web }")).toEqual({ inTime: 8, lost: 2 }));

  it("down, but what it does is finished first", () =>
    expect(during("crash: { at: 450ms, for: 10ms, down: web, work: finishes }")).toEqual({ inTime: 10 }));

  it("for a release, which waits for requests alone", () =>
    expect(
      during("new: { at: 405ms, release: web, one-by-one: 1ms, drain: 100ms, boot: 10ms }", ", instances: 2"),
    ).toEqual({ inTime: 7, lost: 3 })); // Of the first two, of the second one.

  it("as one too many", () => {
    const found = during("fewer: { at: 405ms, set: { web.instances: 1 } }", ", instances: 2, balance: round-robin");
    expect(found).toEqual({ inTime: 8, lost: 2 }); // Those that came at 200 and 400 ms.
  });
});

it("has no part in the transaction around it", () => {
  const db = "  db: { type: database, pool: { connections: 1 }, queries: { read: { time: 30ms } } }";
  const order = "{ transaction: db, steps: [{ in-background: [query: db.read, effect: mailed] }, delay: 20ms] }";
  const measured = run(order, "", db);
  expect(latencies(measured, "web.order")).toEqual(Array(10).fill(20));
  expect(mails(measured)).toEqual({ inTime: 10 });
  expect(resource(measured, "db", "pool").busy * 1100).toBeCloseTo(500, 6);
});

it("says where there is no request to answer first", () => {
  const said = (order: string, more = "", traffic = "to: web.order"): string[] =>
    readModel(
      "model.yaml",
      memoryFiles({ "model.yaml": model(order, "", more).replace("to: web.order", traffic) }),
    ).diagnostics.map(({ severity, message, hint }) => `${severity}: ${message} (${hint})`);
  expect(said("publish: jobs, effect: mailed", `  jobs: { type: work-queue, steps: [${MAIL}] }`)).toEqual([
    "error: nothing waits for what jobs does (write these steps as the worker's own)",
  ]);
  expect(said("effect: mailed", "", `to: web.order, fallback: [${MAIL}]`)).toEqual([
    "error: there is no process here that goes on (write it in an endpoint)",
  ]);
});
