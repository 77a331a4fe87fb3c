/** Modules, leaks, sessions, timers and instances that go: nothing is lost, nothing appears, and all is free again. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { compile } from "../../src/model/wiring/compile.js";
import { modelOf, simulate } from "../simulate.js";
import { arbitraryModel, arbitrarySpurt } from "./arbitrary-model.js";

type Data = Record<string, unknown>;

const leak = fc.record({
  each: fc.constantFrom("1MB", "30MB"),
  limit: fc.constantFrom("31MB", "200MB"),
  restart: fc.constantFrom("5ms", "exponential(20ms)"),
});
const changes = fc.record({
  isModule: fc.boolean(),
  web: fc.record(
    {
      leak,
      sessions: fc.record({
        of: fc.constant("customer"),
        lost: fc.constantFrom<unknown>("fails", "continue", [{ query: "db.read" }, { call: "auth.check" }]),
      }),
      timers: fc.record({
        poll: fc.record({
          every: fc.constantFrom("7ms", "50ms"),
          once: fc.boolean(),
          steps: fc.constantFrom<unknown>(
            [{ cpu: "3ms" }, { query: "db.read", timeout: "2ms" }],
            [{ call: "auth.check" }, { publish: "mails" }],
            [{ fail: "50%" }],
          ),
        }),
      }),
      drain: fc.constantFrom("0s", "3ms"),
    },
    { requiredKeys: ["timers"] },
  ),
  auth: fc.option(leak),
  entries: fc.record(
    {
      crash: fc.constantFrom<Data>({ at: "80ms", for: "40ms", down: "auth" }),
      fewer: fc.constantFrom<Data>(
        { at: "60ms", for: "70ms", set: { "web.instances": 1 } },
        { at: "60ms", for: "70ms", set: { "web.instances": 5 } },
      ),
      release: fc.constantFrom<Data>({ at: "150ms", release: "auth", "one-by-one": "5ms", drain: "2ms", boot: "6ms" }),
      slow: fc.constantFrom<Data>({ at: "20ms", for: "90ms", slow: "auth", by: 5 }),
      fails: fc.constantFrom<Data>({ at: "30ms", for: "90ms", fails: "auth.check", share: "40%" }),
    },
    { requiredKeys: [] },
  ),
});
type Changes = typeof changes extends fc.Arbitrary<infer Value> ? Value : never;

const isModel = (data: Data): boolean =>
  readModel("m.yaml", memoryFiles({ "m.yaml": JSON.stringify(data) })).diagnostics.every(
    ({ severity }) => severity !== "error",
  );

/** With as much of it as the model can have. */
function changed(model: Data, { isModule, web, auth, entries }: Changes): { data: Data; count: number } {
  let [data, count] = [model, 0];
  const tries = (next: (parts: Record<string, Data>, timeline: Data) => Data): void => {
    const tried = { ...data, ...next(data.parts as Record<string, Data>, (data.timeline ?? {}) as Data) };
    if (!isModel(tried)) return;
    data = tried;
    count++;
  };
  if (isModule) tries((parts) => ({ parts: { ...parts, auth: { type: "module", endpoints: parts.auth!.endpoints } } }));
  for (const [name, entry] of Object.entries(entries))
    tries((_, timeline) => ({ timeline: { ...timeline, [name]: entry } }));
  for (const [key, option] of Object.entries(web))
    tries((parts) => ({ parts: { ...parts, web: { ...parts.web, [key]: option } } }));
  if (auth !== null) tries((parts) => ({ parts: { ...parts, auth: { ...parts.auth, leak: auth } } }));
  return { data, count };
}

const PLAN = { warmUpMs: 50, durationMs: 300, binMs: 50, coolDownMs: 20 };

it("Little's law and flow balance hold at every part, wherever the run is cut off; the same seed gives the same", () => {
  let count = 0;
  const lawful = (model: Data, how: Changes): void => {
    const found = changed(model, how);
    count += found.count;
    const text = JSON.stringify(found.data);
    const measured = simulate(text, PLAN);
    for (const { name, resources } of measured.parts)
      for (const { busyByBin, queueByBin } of resources)
        for (const n of [...busyByBin, ...queueByBin]) expect(n, name).toBeGreaterThanOrEqual(-1e-9);
    expect(simulate(text, PLAN)).toEqual(measured);
  };
  fc.assert(fc.property(arbitraryModel, changes, lawful), { numRuns: 10, endOnFailure: true });
  expect(count).toBeGreaterThan(30);
}, 120_000);

it("every request is answered or failed in the end, and everything it held is free again", () => {
  const drains = (model: Data, how: Changes): void => {
    const { data } = changed(model, {
      ...how,
      web: { ...how.web, timers: { poll: { every: "50ms", once: false, steps: [] } } },
    });
    const measured = compile(modelOf(JSON.stringify(data)), {
      ...{ seed: "t", replication: 0, warmUpMs: 0, durationMs: 8_000_000, binMs: 400_000, coolDownMs: 1000 },
    }).simulate();
    for (const { name, offered, answered, failed } of measured.endpoints) expect(answered + failed, name).toBe(offered);
    expect(measured.inSystem.at(-1)).toBe(0);
    for (const { name, type, resources } of measured.parts)
      for (const { name: resource, busyByBin, queueByBin } of resources)
        if (type !== "outbox") expect([busyByBin.at(-1), queueByBin.at(-1)], `${name} ${resource}`).toEqual([0, 0]);
  };
  fc.assert(fc.property(arbitrarySpurt, changes, drains), { numRuns: 6, endOnFailure: true });
}, 120_000);
