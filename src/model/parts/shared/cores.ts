/** The cores of a part: its own, its host's, or without a limit. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { Histogram } from "../../../engine/histogram.js";
import { ProcessorMeter, type ResourceMeter } from "../../../engine/meters.js";
import { Processor, type ProcessorOptions } from "../../../engine/processor.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import { withOtherWords } from "../../language/other-words.js";
import { name } from "../../language/policies.js";
import { number, percent } from "../../language/values/index.js";
import { type Outline, type OutlineMachine, PLAIN, type Stage } from "../../outline/outline.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { BuiltHost } from "../host/host.js";
import { checkHost } from "../host/placed.js";
import { memoryOption } from "./memory.js";
import { CORES_VALUE } from "./other-words.js";
import { type MayGoDown, standStill, unclearOutages } from "./outages-outline.js";

export const coresOptions = () => ({
  cores: withOtherWords(number({ above: 0 }), CORES_VALUE)
    .optional()
    .describe("Cores of each instance, shared by what runs on it; without it, no limit"),
  memory: memoryOption("of each instance"),
  host: name().optional().describe("The host whose cores it shares, instead of cores of its own"),
  contention: percent()
    .prefault("0%")
    .describe(
      "α of the Universal Scalability Law: the share of the work that only one can do at a time. The law's N is what runs at once on one instance, or the queries on one node of a database, counting only those that have all but a core",
    ),
  coherency: percent()
    .prefault("0%")
    .describe(
      "β of the Universal Scalability Law: extra work for each pair that runs at once, such as keeping caches in step",
    ),
});

export interface CoresOptions {
  readonly cores?: number | undefined;
  readonly memory?: number | undefined; // [bytes]
  readonly host?: string | undefined;
  readonly contention: number;
  readonly coherency: number;
}

export const CORES_EFFECTS: Effects<CoresOptions> = {
  cores: "known",
  memory: "known",
  host: "known",
  contention: "known",
  coherency: "known",
};

export interface Cores {
  readonly ranks: readonly (readonly Processor[])[]; // By priority, then instance; empty: no limit.
  readonly meter: ResourceMeter | null; // Null on a host (it has the meter) and without a limit.
}

/** @param ofEach where instances differ @param classes priority classes; a class gets the cores only while those before it have no work */
export function buildCores(
  assembly: Assembly,
  options: CoresOptions,
  instances: number,
  resource = "cores",
  classes = 1,
  ofEach: readonly { readonly cores: number | undefined }[] | null = null,
): Cores {
  const { cores, host, contention, coherency } = options;
  if (host !== undefined) {
    const { processor } = (assembly.part(host) as BuiltHost).host;
    return { ranks: [Array.from({ length: instances }, () => processor)], meter: null };
  }
  // Contention needs a processor even without a limit on cores.
  if (cores === undefined && contention === 0 && coherency === 0) return { ranks: [], meter: null };
  const own = (instance: number): ProcessorOptions => {
    const most = ofEach === null ? cores : ofEach[instance]?.cores;
    return { cores: most ?? Number.POSITIVE_INFINITY, contention, coherency };
  };
  const { flow, running } = assembly;
  const waitingTimeMs = new Histogram();
  const ranks = Array.from({ length: classes }, () =>
    Array.from({ length: instances }, (_, instance) => new Processor(flow, own(instance), running, waitingTimeMs)),
  );
  for (let rank = 1; rank < classes; rank++)
    ranks[rank].forEach((processor, instance) => void ranks[rank - 1][instance].leaveRestTo(processor));
  return { ranks, meter: new ProcessorMeter(resource, ranks, waitingTimeMs) };
}

/** Without priorities. */
export const sharedBy = ({ ranks }: Cores): readonly Processor[] => ranks[0] ?? [];

export function checkCores(sense: Sense, path: Path, options: CoresOptions): void {
  if (options.host === undefined) return;
  checkHost(sense, options.host, path);
  for (const key of ["cores", "memory", "contention", "coherency"] as const)
    if (options[key]) sense.error([...path, key], `a part on a host has no ${key} of its own`, "say it of the host");
}

/** Work on the cores of a part, or on those of its host. */
export function coresOutline(
  outline: Outline,
  machine: OutlineMachine,
  resource: string,
  law: DistributionSpec,
  cores?: number,
): Stage[] {
  const own = outline.options<CoresOptions>(machine.part);
  const isHosted = own.host !== undefined && resource === "cores";
  const at = isHosted ? (own.host as string) : machine.part;
  const { contention, coherency, ...on } = outline.options<CoresOptions & MayGoDown>(at);
  const odd = isHosted ? unclearOutages(on) : [];
  const servers = (isHosted ? on.cores : (cores ?? on.cores)) ?? Number.POSITIVE_INFINITY;
  if (servers === Number.POSITIVE_INFINITY && contention === 0 && coherency === 0)
    return [...odd, { kind: "time", law }];
  const place = isHosted ? { part: own.host as string, instances: 1, balance: "", rank: 0, classes: 1 } : machine;
  const { part, instances, balance, rank = 0, classes = 1 } = place;
  const outages = resource === "cores" ? standStill(on) : null;
  const shown = { part, resource, servers, instances, balance, classes, contention, coherency, outages };
  return [...odd, { kind: "cores", at: { ...PLAIN, ...shown, sharing: true }, rank, law }];
}
