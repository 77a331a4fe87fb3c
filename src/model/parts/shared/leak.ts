/** Memory that calls of a service or a module leak, until the process that they run in is killed. */
import { z } from "zod";
import type { Breakdowns } from "../../../components/faults/breakdowns.js";
import { Leak } from "../../../components/faults/leak.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Kinds, PartFigure } from "../../language/kinds.js";
import type { Model } from "../../language/model.js";
import { modulesIn } from "../../language/processes.js";
import { distribution, size } from "../../language/values/index.js";
import { askedPerSecond } from "../../timeline/asks.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Site } from "../../wiring/site.js";

export const leakOption = () =>
  z
    .strictObject({
      each: size({ above: 0 }).describe("What each request leaks"),
      limit: size({ above: 0 }).describe(
        "Memory that may leak before the instance is killed: what its process has free when it starts. If several parts leak in one process, the smallest limit counts",
      ),
      restart: distribution().describe("Time from the kill until the instance is back"),
    })
    .optional()
    .describe(
      "A memory leak: an instance that has used up its memory is killed with all its requests, and starts again. A module takes the whole process with it",
    );

export interface LeakData {
  readonly each: number; // [bytes]
  readonly limit: number; // [bytes]
  readonly restart: DistributionSpec;
}

interface MayLeak {
  readonly leak?: LeakData | undefined;
}

export const KILLED: PartFigure = {
  name: "killed",
  measure: "killed",
  unit: "1/s",
  goal: "less",
  summary: "How often a second an instance is killed, its memory having leaked away",
};

export const LASTED: PartFigure = {
  name: "lasts",
  measure: "lastedMs",
  unit: "ms",
  goal: "more",
  summary: "How long an instance lasts from when it begins until its memory has leaked away, each time",
};

const leakOf = ({ parts }: Pick<Model, "parts">, part: string): LeakData | undefined =>
  (parts[part] as MayLeak | undefined)?.leak;

/** Of all that leaks in the process of a part, that which ends it; undefined: nothing does. */
export function leakIn(model: Pick<Model, "parts">, kinds: Kinds, part: string): LeakData | undefined {
  const all = [part, ...modulesIn(model.parts, kinds, part)].flatMap((name) => leakOf(model, name) ?? []);
  return all.toSorted((a, b) => a.limit - b.limit)[0];
}

/** Null where nothing leaks in its process. */
export function buildLeak(assembly: Assembly, part: string, instances: number, breakdowns: Breakdowns | null) {
  const { model, kinds, flow, streams } = assembly;
  const data = leakIn(model, kinds, part);
  if (data === undefined || breakdowns === null) return null;
  const restartMs = makeSampler(data.restart, streams.named(`restart:${part}`));
  return new Leak(flow, instances, { limitBytes: data.limit, restartMs }, breakdowns);
}

/** Writes what a call of an endpoint of this part leaks. */
export function writeLeak({ assembly: { model }, machine, program }: Site, part: string): void {
  const data = leakOf(model, part);
  if (data === undefined || machine?.leak === undefined) return;
  program.add(machine.leak.step(machine.instance, data.each));
}

/** @returns the walk, of work that is lost when an instance is killed */
export function whileNotKilled(sense: Sense, part: string, walk: () => number): () => number {
  if (leakIn(sense.model, sense.kinds, part) === undefined) return walk;
  return () => sense.mayBreak(`${part} leak`, true, walk);
}

/** How long an instance of the process lasts on average, and is then down [ms]; null where only a run can tell. */
function lastsMs(sense: Sense, part: string, instances: number): number | null {
  const { model, kinds } = sense;
  const data = leakIn(model, kinds, part);
  if (data === undefined) return null;
  const perMs = [part, ...modulesIn(model.parts, kinds, part)].map((name) => {
    const asked = askedPerSecond(sense, name);
    return asked === null ? Number.NaN : (asked * (leakOf(model, name)?.each ?? 0)) / 1000;
  });
  const bytesPerMs = perMs.reduce((a, b) => a + b, 0) / instances;
  return bytesPerMs > 0 ? data.limit / bytesPerMs : null;
}

export function checkLeak(sense: Sense, path: Path, options: MayLeak): void {
  const { leak } = options;
  if (leak !== undefined && leak.each >= leak.limit)
    sense.error([...path, "leak", "each"], "each call uses up all there is", "give less than the `limit`");
}

/** Of a part with processes of its own. */
export function settlesAfterLeak(sense: Sense, part: string, instances: number): void {
  const ms = lastsMs(sense, part, instances);
  const restart = leakIn(sense.model, sense.kinds, part)?.restart;
  if (ms === null || restart === undefined) return;
  const cycleMs = ms + meanOf(restart);
  sense.paces.settles(part, { ms: cycleMs, what: `${part} is out of memory every` });
}
