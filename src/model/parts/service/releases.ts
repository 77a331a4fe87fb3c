/** The releases of a service: which version each instance has, and what that does to requests there. */
import type { Breakdowns } from "../../../components/faults/breakdowns.js";
import { release, releasePlan } from "../../../components/service/release.js";
import type { Rotation } from "../../../components/service/rotation.js";
import { FailSometimes } from "../../../components/steps/fail-sometimes.js";
import { Hook } from "../../../components/steps/instant-step.js";
import type { Sense } from "../../check/sense.js";
import { modulesEver } from "../../language/processes.js";
import { writeDuration } from "../../language/values/index.js";
import type { Down } from "../../timeline/down.js";
import { type Release, releaseOptions } from "../../timeline/release.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Machine, Site } from "../../wiring/site.js";
import type { BuiltCache } from "../cache/cache.js";
import { checkEmpties } from "../cache/empties.js";
import type { ServiceOptions } from "./options.js";

const OLD = -1;

export class Releases {
  /** How many times as long the steps of each instance take. */
  readonly paces: Float64Array;
  readonly #usual: Float64Array; // The same without any release.
  readonly #assembly: Assembly;
  readonly #name: string;
  readonly #all: readonly Release[];
  readonly #versions: Int32Array; // By instance: which of the releases it has.
  readonly #starts: Int32Array; // By instance: how often it has started.

  constructor(assembly: Assembly, name: string, instances: number, all: readonly Release[], usual?: Float64Array) {
    this.#usual = usual ?? new Float64Array(instances).fill(1);
    this.#assembly = assembly;
    this.#name = name;
    this.#all = all;
    this.paces = this.#usual.slice();
    this.#versions = new Int32Array(instances).fill(OLD);
    this.#starts = new Int32Array(instances);
  }

  /** @param instances there at the beginning */
  begin(instances: number, rotation: Rotation, breakdowns: Breakdowns): void {
    for (const [version, said] of this.#all.entries()) {
      const plan = releasePlan(releaseOptions(said, instances));
      const cache = said.empties === undefined ? null : (this.#assembly.part(said.empties) as BuiltCache);
      const before = this.#versions.slice(); // What each goes back to.
      release(this.#assembly.simulation, plan, {
        rotation,
        breakdowns,
        hasNew: (instance, isNew) => {
          if (isNew) before[instance] = this.#versions[instance];
          this.#start(instance, isNew ? version : before[instance], said);
          cache?.empty(1 / instances);
        },
      });
    }
  }

  /** Some of the requests fail, on the instances that have a version with errors. */
  write(site: Site, machine: Machine): void {
    if (this.#all.every(({ errors }) => errors === 0)) return;
    const share = { now: 0 };
    const { program } = site;
    program.add(
      new Hook((request) => {
        share.now = this.#all[this.#versions[machine.instance.at[request]]]?.errors ?? 0;
      }),
    );
    const { flow } = site.assembly;
    const cause = flow.addCause("new-version", this.#name);
    program.add(new FailSometimes(flow, site.stream(`fails in the new version:${machine.endpoint}`), share, cause));
  }

  #start(instance: number, version: number, { cold }: Release): void {
    this.#versions[instance] = version;
    const by = this.#usual[instance] * (this.#all[version]?.by ?? 1);
    this.paces[instance] = by * (cold?.by ?? 1);
    const start = ++this.#starts[instance];
    if (cold === undefined) return;
    const { simulation } = this.#assembly;
    const warm = simulation.addActor({
      fire: () => {
        if (this.#starts[instance] === start) this.paces[instance] = by; // Not started anew meanwhile.
      },
    });
    simulation.wakeActorAt(warm, simulation.nowMs + cold.for);
  }
}

/** @param usual paces of the instances that differ @returns null without any */
export function releasesOf(assembly: Assembly, name: string, instances: number, usual?: Float64Array): Releases | null {
  const { timeline, model, kinds } = assembly;
  const names = [name, ...modulesEver(model, kinds, name)]; // What runs in one process is released together.
  const all = names.flatMap((each) => timeline.entries<Release>("release", each)).toSorted((a, b) => a.at - b.at);
  return all.length === 0 ? null : new Releases(assembly, name, instances, all, usual);
}

/** Releases beside what they cannot stand beside. */
export function checkReleases(
  sense: Sense,
  name: string,
  options: Pick<ServiceOptions, "breakdowns" | "instances">,
): void {
  const entries = Object.entries(sense.model.timeline);
  const names = [name, ...modulesEver(sense.model, sense.kinds, name)];
  const isOfIt = (part: string | undefined): boolean => part !== undefined && names.includes(part);
  for (const [entry, data] of entries) {
    const said = data as Partial<Release>;
    if (!isOfIt(said.release)) continue;
    const path = ["timeline", entry];
    if (options.breakdowns !== undefined)
      sense.error(
        [...path, "release"],
        `"${name}" has \`breakdowns\` by chance`,
        "take them out, or say its outages in the timeline",
      );
    if (said.empties !== undefined) checkEmpties(sense, [...path, "empties"], said.empties);
    const plan = releasePlan(releaseOptions(data as Release, options.instances));
    const endMs = Math.max(...plan.map(({ backMs }) => backMs));
    const meanwhile = entries.find(([, other]) => {
      const { down, release: released, at, for: lasts = Number.POSITIVE_INFINITY } = other as Partial<Down & Release>;
      return (
        other !== data && (isOfIt(down) || isOfIt(released)) && at! < endMs && data.at < at! + lasts && at! >= data.at
      );
    });
    if (meanwhile !== undefined)
      sense.error(
        [...path, "at"],
        `before it is over, at ${writeDuration(endMs)}, "${meanwhile[0]}" begins with ${name} too`,
        "let one end before the other begins",
      );
  }
}
