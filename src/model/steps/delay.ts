import { z } from "zod";
import { Delay } from "../../engine/steps/delay.js";
import { stepKind } from "../language/kinds.js";
import { distribution } from "../language/values/index.js";
import { aboutMachine } from "../wiring/site.js";

/** Time that passes while all that is held stays held: a third party, a driver, a lock. */
export const delay = stepKind({
  verb: "delay",
  alsoCalled: "sleep wait io network latency pause think external service time",
  summary: "time passes; what is held stays held, and no core is used",
  does: "waits",
  examples: "- { delay: 80ms }",
  schema: () => z.strictObject({ delay: distribution().describe("How long it takes, whatever else is going on") }),
  effects: { delay: "known" },
  inside: () => [],
  visits: () => null,
  write(site, step) {
    const purpose = `delay:${site.machine?.endpoint ?? "traffic"}`;
    const timeMs = site.sampler(purpose, step.delay, aboutMachine(site.machine));
    site.program.add(new Delay(site.assembly.flow, timeMs, { as: "work", on: "delay" }));
  },
  workMs: (site, step) => site.sampler(`delay:${site.machine?.endpoint ?? "traffic"}`, step.delay),
  check(sense, step) {
    return sense.takes(sense.asRecorded(`delay:${sense.callee}`, step.delay));
  },
  outline: (_outline, step) => [{ kind: "time", law: step.delay }],
});
