import { z } from "zod";
import type { Breakdowns } from "../../../components/faults/breakdowns.js";
import { Host } from "../../../components/host/host.js";
import { type Built, partKind } from "../../language/part-kind.js";
import { number, percent } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";
import { breakdownsOf, checkOutages, outages } from "../shared/breakdowns.js";
import { hostChanges } from "./changes.js";

export interface BuiltHost extends Built {
  readonly host: Host;
  readonly breakdowns: Breakdowns | null; // Null: it never goes down.
}

/** A machine on which several parts run, sharing its cores. */
export const host = partKind({
  type: "host",
  summary: "a machine whose cores are shared by every part placed on it with `host:`",
  options: () =>
    z.strictObject({
      cores: number({ above: 0 }).describe("Cores of the machine"),
      contention: percent().prefault("0%").describe("α of the Universal Scalability Law"),
      coherency: percent().prefault("0%").describe("β of the Universal Scalability Law"),
      breakdowns: z
        .strictObject(outages())
        .optional()
        .describe("The machine goes down, and every part placed on it: what they do is lost, or waits"),
    }),
  steps: [],
  build(assembly, name, options): BuiltHost {
    const built = new Host(assembly.flow, name, options, assembly.running);
    const breakdowns = breakdownsOf(assembly, name, 1, options.breakdowns, [[built.processor]]);
    return { host: built, breakdowns, meter: built.meterWith(breakdowns?.measures ?? []) };
  },
  changes: hostChanges,
  check(sense, name, options) {
    checkOutages(sense, ["parts", name], options.breakdowns);
    sense.capacity(name, "cores", options.cores);
  },
});

/** Of the machine that a part is placed on, if it is on one and that goes down. */
export const breakdownsOfHost = (assembly: Assembly, host: string | undefined): Breakdowns | null =>
  host === undefined ? null : (assembly.part(host) as BuiltHost).breakdowns;
