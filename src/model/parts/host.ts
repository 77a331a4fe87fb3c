import { z } from "zod";
import { Host } from "../../components/host.js";
import { hostChanges } from "../changes/host.js";
import { type Built, partKind } from "../part-kind.js";
import { number, percent } from "../values/index.js";

export interface BuiltHost extends Built {
  readonly host: Host;
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
    }),
  steps: [],
  build(assembly, name, options): BuiltHost {
    const built = new Host(assembly.flow, name, options, assembly.running);
    return { host: built, meter: built.meter };
  },
  changes: hostChanges,
  check(sense, name, options) {
    sense.capacity(name, "cores", options.cores);
  },
});
