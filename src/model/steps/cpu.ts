import { z } from "zod";
import { Delay } from "../../engine/steps/delay.js";
import { UseCores } from "../../engine/steps/use-cores.js";
import { stepKind } from "../language/kinds.js";
import { distribution } from "../language/values/index.js";
import { coresOutline } from "../parts/shared/cores.js";
import { aboutMachine } from "../wiring/site.js";

/** Work on the cores of the instance that runs the step; without a limit on cores, just time. */
export const cpu = stepKind({
  verb: "cpu",
  alsoCalled: "compute work process processing calculate computation cpu-time",
  summary: "work on the instance's cores, shared with everything that runs there",
  examples: '- { cpu: "lognormal(mean 4ms, p99 20ms)" }',
  schema: () => z.strictObject({ cpu: distribution().describe("Work on a core, as if it had one for itself") }),
  effects: { cpu: "known" },
  inside: () => [],
  visits: () => null,
  does: "computes",
  write(site, step) {
    const { machine, program, assembly } = site;
    const workMs = site.sampler(`cpu:${machine?.endpoint ?? "traffic"}`, step.cpu, aboutMachine(machine));
    if (machine === null || machine.processors.length === 0)
      program.add(new Delay(assembly.flow, workMs, { as: "work", on: "cpu" }));
    else program.add(new UseCores(assembly.flow, machine.processors, machine.instance, workMs));
  },
  workMs: (site, step) => site.sampler(`cpu:${site.machine?.endpoint ?? "traffic"}`, step.cpu),
  check(sense, step) {
    return sense.cpu(sense.asRecorded(`cpu:${sense.callee}`, step.cpu));
  },
  outline(outline, step) {
    const { machine } = outline;
    return machine === null ? [{ kind: "time", law: step.cpu }] : coresOutline(outline, machine, "cores", step.cpu);
  },
});
