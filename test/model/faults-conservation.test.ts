/** Whatever goes wrong, at a given time or by chance: nothing is lost, nothing appears, and all is free again afterwards. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { simulate } from "../simulate.js";
import { arbitraryModel, arbitrarySpurt } from "./arbitrary-model.js";

type Data = Record<string, unknown>;

/** What may go wrong with the parts of an arbitrary model, without when. */
const FAULTS: readonly Data[] = [
  ...["web", "auth", "db", "cache", "mails", "web.page", "db.read"].map((slow) => ({ slow, by: 4 })),
  { slow: "auth", by: 5, instance: 2 },
  ...["lost", "finishes", "repeats", "resumes"].flatMap((work) =>
    ["web", "auth", "box", "db", "cache", "mails"].map((down) => ({ down, work })),
  ),
  { down: "web", instance: 2 },
  { down: "auth", instances: 2 },
  { down: "db", replicas: 1 },
  { down: "db", replicas: 2, work: "resumes" },
  ...["lost", "finishes", "repeats"].map((work) => ({ down: "mails", workers: 1, work })),
  ...["web", "auth.check", "db"].map((fails) => ({ fails, share: "40%" })),
  { flush: "cache" },
  { lag: "db", by: 7 },
  ...[
    ["web", "auth"],
    ["web", "db"],
    ["auth", "db"],
    ["web", "cache"],
    ["web", "mails"],
    ["one", "web"],
    ["mails", "db"],
  ].flatMap((link) => [
    { link, loss: "50%", delay: "exponential(2ms)", "give-up": "40ms" },
    { link, apart: true, "give-up": "40ms" },
  ]),
  ...["web", "auth.check", "db", "cache", "mails"].map((throttle) => ({ throttle, to: "100/s", burst: 3 })),
];

const some = fc.array(fc.record({ fault: fc.constantFrom(...FAULTS), at: fc.integer({ min: 1, max: 250 }) }), {
  minLength: 1,
  maxLength: 5,
});

/** The model with those of the faults that it can have. */
function withFaults(model: Data, section: "timeline" | "random", faults: readonly Data[]): Data {
  let entries: Data = {};
  for (const [i, fault] of faults.entries()) {
    const more = { ...entries, [`fault ${i}`]: fault };
    const text = JSON.stringify({ ...model, [section]: more });
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
    if (diagnostics.every(({ severity }) => severity !== "error")) entries = more;
  }
  return { ...model, [section]: entries };
}

it("Little's law, flow balance and capacity hold at every part, wherever the run is cut off", () => {
  let tried = 0;
  const lawful = (model: Data, faults: readonly { fault: Data; at: number }[]): void => {
    const all = faults.map(({ fault, at }) => ({
      every: `exponential(${at}ms)`,
      ...("flush" in fault ? {} : { for: "exponential(20ms)" }),
      ...fault,
    }));
    const data = withFaults(model, "random", all);
    tried += Object.keys(data.random as Data).length;
    const measured = simulate(JSON.stringify(data), { warmUpMs: 50, durationMs: 300, binMs: 50, coolDownMs: 20 });
    expect(measured.standstill).toBeNull();
    for (const { name, resources } of measured.parts)
      for (const { capacity, busyByBin, queueByBin } of resources) {
        for (const n of [...busyByBin, ...queueByBin]) expect(n, name).toBeGreaterThanOrEqual(-1e-9);
        if (capacity !== null && name !== "mails")
          for (const n of busyByBin) expect(n, name).toBeLessThanOrEqual(capacity + 1e-9);
      }
  };
  fc.assert(fc.property(arbitraryModel, some, lawful), { numRuns: 100, endOnFailure: true });
  expect(tried).toBeGreaterThan(150);
});

it("every request is answered or failed in the end, and everything it held is free again", () => {
  const drains = (model: Data, faults: readonly { fault: Data; at: number }[]): void => {
    const all = faults.map(({ fault, at }) => ({
      at: `${at}ms`,
      ...("flush" in fault ? {} : { for: "90ms" }),
      ...fault,
    }));
    const data = withFaults(model, "timeline", all);
    const measured = simulate(JSON.stringify(data), { durationMs: 1e9, binMs: 1e8 });
    for (const { name, offered, answered, failed } of measured.endpoints) expect(answered + failed, name).toBe(offered);
    for (const { name, resources } of measured.parts)
      for (const { name: resource, busyByBin, queueByBin } of resources)
        expect([busyByBin.at(-1), queueByBin.at(-1)], `${name} ${resource}`).toEqual([0, 0]);
    expect(measured.inSystem.at(-1)).toBe(0);
    expect(measured.standstill).toBeNull();
  };
  fc.assert(fc.property(arbitrarySpurt, some, drains), { numRuns: 100, endOnFailure: true });
});
