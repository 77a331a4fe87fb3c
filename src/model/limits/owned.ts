/** The limits that parts and sources have in one running system, each built once, wherever it is written. */
import { ThoseThere } from "../../components/limits/those-there.js";
import type { Equipment } from "../../components/service/equipment.js";
import type { PartMeter, ResourceMeter } from "../../engine/meters.js";
import type { Assembly } from "../wiring/assembly.js";
import { type BuiltLimit, buildLimit } from "./build.js";
import type { Limit } from "./options.js";

export class OwnedLimits {
  readonly #owned = new Map<string, Map<string, BuiltLimit>>(); // By owner, and by what it is called and says.

  readonly #equipment = new Map<string, Equipment>(); // Of parts whose instances come and go.

  /** The limit of that name, built on first use; another that says otherwise has a number. */
  of(assembly: Assembly, owner: string, name: string, limit: Limit, instances: number): BuiltLimit {
    const all = this.#owned.get(owner) ?? new Map<string, BuiltLimit>();
    this.#owned.set(owner, all);
    const key = `${name}: ${JSON.stringify(limit)}`;
    const known = all.get(key);
    if (known !== undefined) return known;
    const twins = [...all.keys()].filter((each) => each.startsWith(`${name}: `)).length;
    const numbered = twins === 0 ? name : `${name} #${twins + 1}`;
    const built = this.#countingThere(owner, buildLimit(assembly, owner, numbered, limit, instances));
    all.set(key, built);
    return built;
  }

  /** Of limits that each instance of this part has, those count whose instance is there. Before any is built. */
  attend(owner: string, equipment: Equipment): void {
    this.#equipment.set(owner, equipment);
  }

  #countingThere(owner: string, built: BuiltLimit): BuiltLimit {
    const equipment = this.#equipment.get(owner);
    if (equipment === undefined || built.meter.instances === 1) return built;
    const meter = new ThoseThere(built.meter, built.each);
    equipment.tells((instance, isThere) => meter.set(instance, isThere));
    return { ...built, meter };
  }

  metersOf(owner: string): readonly ResourceMeter[] {
    return [...(this.#owned.get(owner)?.values() ?? [])].map(({ meter }) => meter);
  }

  /** Sources that have limits, as if they were parts. @param parts names of all parts */
  others(parts: readonly string[]): readonly PartMeter[] {
    return [...this.#owned.keys()]
      .filter((owner) => !parts.includes(owner))
      .map((name) => ({ name, type: "traffic", resources: this.metersOf(name), measures: [] }));
  }
}
