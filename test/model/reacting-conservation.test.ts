/** Whoever reacts, an autoscaler or someone on call: nothing is lost, nothing appears, and all is free again afterwards. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { simulate } from "../simulate.js";
import { arbitraryModel, arbitrarySpurt } from "./arbitrary-model.js";

type Data = Record<string, unknown>;

const autoscale = fc.record({
  max: fc.integer({ min: 5, max: 9 }),
  every: fc.constant("100ms"),
  age: fc.constantFrom("0ms", "100ms"),
  boot: fc.constantFrom("0ms", "exponential(60ms)"),
  stabilisation: fc.constantFrom("0ms", "200ms"),
  aim: fc.constantFrom<Data>({ cores: "50%" }, { threads: "30%" }, { requests: "40/s" }),
});

const alerts = ["errors > 1%", "p50 > 4ms", "mean of auth.check > 3ms", "goodput < 900/s", "queue of web > 0.1"];
const entry = fc.record({
  what: fc.constantFrom<Data>(
    { slow: "web", by: 4 },
    { slow: "db", by: 4 },
    { down: "auth", work: "lost" },
    { down: "web", work: "resumes" },
    { down: "db" },
    { fails: "auth.check", share: "40%" },
    { throttle: "web", to: "100/s" },
    { link: ["web", "auth"], loss: "50%", "give-up": "40ms" },
  ),
  at: fc.integer({ min: 1, max: 200 }),
  until: fc.record({
    alert: fc.constantFrom(...alerts),
    over: fc.constantFrom("20ms", "80ms"),
    held: fc.constantFrom("0ms", "30ms"),
    acts: fc.constantFrom("0ms", "exponential(40ms)"),
  }),
});

const isModel = (data: Data): boolean =>
  readModel("m.yaml", memoryFiles({ "m.yaml": JSON.stringify(data) })).diagnostics.every(
    ({ severity }) => severity !== "error",
  );

/** With an autoscaler of the web and an entry that lasts until someone acts, where it can have them. */
function reacting(
  model: Data,
  scaled: Data & { aim: Data },
  { what, at, until }: { what: Data; at: number; until: Data },
) {
  const { aim, ...options } = scaled;
  const { web, ...parts } = model.parts as Record<string, Data>;
  const tried = [{ ...model, parts: { ...parts, web: { ...web, autoscale: { ...options, ...aim } } } }];
  const withScaling = tried.find(isModel) ?? model;
  const withEntry = { ...withScaling, timeline: { trouble: { at: `${at}ms`, ...what, until } } };
  const data = isModel(withEntry) ? withEntry : withScaling;
  return { data, count: (withScaling === model ? 0 : 1) + (data === withScaling ? 0 : 1) };
}

it("Little's law and flow balance hold at every part, wherever the run is cut off", () => {
  let count = 0;
  const lawful = (...all: Parameters<typeof reacting>): void => {
    const found = reacting(...all);
    count += found.count;
    const measured = simulate(JSON.stringify(found.data), { warmUpMs: 50, durationMs: 600, binMs: 50, coolDownMs: 20 });
    expect(measured.standstill).toBeNull();
    for (const { name, resources } of measured.parts)
      for (const { busyByBin, queueByBin } of resources)
        for (const n of [...busyByBin, ...queueByBin]) expect(n, name).toBeGreaterThanOrEqual(-1e-9);
  };
  fc.assert(fc.property(arbitraryModel, autoscale, entry, lawful), { numRuns: 50, endOnFailure: true });
  expect(count).toBeGreaterThan(35);
});

it("every request is answered or failed in the end, and everything it held is free again", () => {
  const drains = (...all: Parameters<typeof reacting>): void => {
    const { data } = reacting(...all);
    const lasting = JSON.stringify(data)
      .replace('"work":"resumes"', '"work":"lost"') // Work stays where no alert fires and nothing comes up again.
      .replace(/"over":"\d+ms"/, '"over":"4s"') // Few looks in so long a time.
      .replace('"every":"100ms"', '"every":"1s"');
    const measured = simulate(lasting, { durationMs: 1e7, binMs: 1e6 });
    for (const { name, offered, answered, failed } of measured.endpoints) expect(answered + failed, name).toBe(offered);
    expect(measured.inSystem.at(-1)).toBe(0);
    expect(measured.standstill).toBeNull();
  };
  fc.assert(fc.property(arbitrarySpurt, autoscale, entry, drains), { numRuns: 30, endOnFailure: true });
});
