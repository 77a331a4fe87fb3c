import type { Breakdowns } from "../../../components/faults/breakdowns.js";
import { Host } from "../../../components/host/host.js";
import { type Built, partKind } from "../../language/kinds.js";
import type { Assembly } from "../../wiring/assembly.js";
import { AVAILABILITY, breakdownsOf, checkOutages, checkPlannedOutages, OUTAGE } from "../shared/breakdowns.js";
import { facts, many } from "../shared/facts.js";
import { gigabytes, MEMORY } from "../shared/memory.js";
import { hostChanges } from "./changes.js";
import { EXAMPLES } from "./examples.js";
import { HOST_EFFECTS, type HostOptions, hostOptions } from "./options.js";

export interface BuiltHost extends Built {
  readonly host: Host;
  readonly breakdowns: Breakdowns | null; // Null: it never goes down.
}

/** A machine on which several parts run, sharing its cores. */
export const host = partKind({
  type: "host",
  alsoCalled: "machine vm ec2 server-machine hardware box physical",
  summary: "a machine whose cores are shared by every part placed on it with `host:`",
  examples: EXAMPLES,
  options: hostOptions,
  effects: HOST_EFFECTS,
  steps: [],
  figures: [OUTAGE, AVAILABILITY],
  build(assembly, name, options): BuiltHost {
    const built = new Host(assembly.flow, name, options, assembly.running);
    const breakdowns = breakdownsOf(assembly, name, 1, options.breakdowns, [[built.processor]]);
    assembly.timeline.whenChanged(
      name,
      ({ cores }: HostOptions) => cores,
      (now) => built.processor.resize(now),
    );
    return { host: built, breakdowns, meter: built.meterWith(breakdowns?.measures ?? []) };
  },
  drawn: ({ cores }) => ({ shape: "frame", facts: facts(many(cores, "core")) }),
  machine: (options) => options,
  mayChange: [{ at: "cores" }],
  moments: (_, name) => ({ down: [name] }),
  units: { cores: ({ cores }) => cores, [MEMORY]: ({ memory }) => gigabytes(memory) },
  changes: hostChanges,
  check(sense, name, options) {
    checkOutages(sense, ["parts", name], options.breakdowns);
    checkPlannedOutages(sense, name, options);
    sense.capacity(name, "cores", options.cores);
  },
});

/** The breakdowns of the machine that a part is placed on; null without. */
export const breakdownsOfHost = (assembly: Assembly, host: string | undefined): Breakdowns | null =>
  host === undefined ? null : (assembly.part(host) as BuiltHost).breakdowns;
