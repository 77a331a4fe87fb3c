/** A system under construction: the flow, the random streams, and the parts built so far. */
import { Flow } from "../engine/flow.js";
import type { PartMeter } from "../engine/meters.js";
import { RunningColumns } from "../engine/processor.js";
import type { Streams } from "../engine/random/streams.js";
import { Simulation } from "../engine/simulation.js";
import { WaitingColumns } from "../engine/waiting-line.js";
import type { Model } from "./model.js";
import type { Built, PartKind, StepKind } from "./part-kind.js";

/** The language's parts and steps; handed in, since they in turn know the assembly. */
export interface Kinds {
  readonly parts: readonly PartKind[];
  readonly steps: readonly StepKind[];
}

export class Assembly {
  readonly model: Model;
  readonly kinds: Kinds;
  readonly simulation = new Simulation();
  readonly flow = new Flow(this.simulation);
  readonly waiting = new WaitingColumns(this.flow.requests);
  readonly running = new RunningColumns(this.flow.requests);
  readonly streams: Streams;
  readonly #built = new Map<string, Built>();
  readonly #unfinished: (() => void)[] = [];

  constructor(model: Model, streams: Streams, kinds: Kinds) {
    this.model = model;
    this.kinds = kinds;
    this.streams = streams;
  }

  /** The part of that name, built when first asked for. @throws Error if the model has none; `check` sees to that. */
  part(name: string): Built {
    const known = this.#built.get(name);
    if (known !== undefined) return known;
    const options = this.model.parts[name];
    if (options === undefined) throw new Error(`no part "${name}"`);
    const kind = this.kinds.parts.find(({ type }) => type === options.type);
    if (kind === undefined) throw new Error(`no such type "${options.type}"`);
    const built = kind.build(this, name, options as never);
    this.#built.set(name, built);
    return built;
  }

  /** For what needs all parts: done when each has been built. */
  later(finish: () => void): void {
    this.#unfinished.push(finish);
  }

  /** Builds whatever is not yet built, in the order of the file. */
  finish(): readonly PartMeter[] {
    const meters = Object.keys(this.model.parts).map((name) => this.part(name).meter);
    for (const finish of this.#unfinished) finish();
    return meters;
  }
}
