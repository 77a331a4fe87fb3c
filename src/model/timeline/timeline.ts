/** The timeline of a running system: parts ask, while they are built, what will be done to them. */
import { Dial, Stretched } from "../../components/timeline/dial.js";
import { type Acts, Happening } from "../../components/timeline/happening.js";
import { Stage } from "../../components/timeline/stage.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Streams } from "../../engine/random/streams.js";
import type { Simulation } from "../../engine/simulation.js";
import type { Model } from "../language/model.js";
import { type Course, courseOf } from "./course.js";
import { type Act, actsOf, entriesOf } from "./entries.js";
import type { MomentData } from "./moment.js";
import { OnCalls } from "./on-calls.js";
import { spansOf } from "./spans.js";
import { optionsOver } from "./versions.js";

/** A dial, and what the entry that turns it says. */
export interface Turning<Data> {
  readonly dial: Dial;
  readonly data: Data;
}

export class Timeline {
  readonly #model: Model;
  readonly #simulation: Simulation;
  readonly #streams: Streams;
  readonly #acts: readonly Act[];
  readonly #dials = new Map<Act, Dial>();
  readonly #shared = new Map<MomentData, unknown>();
  readonly onCalls: OnCalls;

  constructor(model: Model, simulation: Simulation, streams: Streams) {
    this.#model = model;
    this.#simulation = simulation;
    this.#streams = streams;
    this.#acts = actsOf(model);
    this.onCalls = new OnCalls(model, entriesOf(model), simulation, streams);
  }

  /** What `pick` finds in a part's options, over time. */
  course<Options, Value>(part: string, pick: (options: Options) => Value): Course<Value> {
    return courseOf(optionsOver<Options>(this.#model, part), pick);
  }

  /** Calls `act` whenever what `pick` finds in a part's options changes. */
  whenChanged<Options, Value>(part: string, pick: (options: Options) => Value, act: (value: Value) => void): void {
    for (const { fromMs, value } of this.course(part, pick).slice(1)) {
      const actor = this.#simulation.addActor({ fire: () => act(value) });
      this.#simulation.wakeActorAt(actor, fromMs);
    }
  }

  stageOf(course: Course<unknown>): Stage {
    return new Stage(
      this.#simulation,
      course.slice(1).map(({ fromMs }) => fromMs),
    );
  }

  /** The dials that entries of a kind turn for what has these names: a part, and what of it. */
  dials(verb: string, names: readonly string[]): readonly Dial[] {
    return this.#about(verb, names).map((act) => this.#dialOf(act));
  }

  /** The same, with what the entries say. */
  turning<Data extends MomentData>(verb: string, names: readonly string[]): readonly Turning<Data>[] {
    return this.#about(verb, names).map((act) => ({ dial: this.#dialOf(act), data: act.data as Data }));
  }

  /** What an entry has once, wherever it acts. */
  sharedBy<Thing>(data: MomentData, make: () => Thing): Thing {
    const thing = (this.#shared.get(data) as Thing | undefined) ?? make();
    this.#shared.set(data, thing);
    return thing;
  }

  /** Drawn times, stretched by the entries of a kind, if there are any. */
  stretched(drawn: Sampler, verb: string, names: readonly string[]): Sampler {
    const dials = this.dials(verb, names);
    return dials.length === 0 ? drawn : new Stretched(drawn, dials);
  }

  /** What the entries of a kind say of a part. */
  entries<Data extends MomentData>(verb: string, name: string): readonly Data[] {
    return this.#about(verb, [name]).map(({ data }) => data as Data);
  }

  /** Calls `act` at the beginning of every entry of a kind about the part. */
  when(verb: string, name: string, act: () => void): void {
    this.during(verb, name, () => ({ begin: act, end() {} }));
  }

  /** Acts at the beginning and the end of every entry of a kind about the part. */
  during<Data extends MomentData>(verb: string, name: string, does: (data: Data) => Acts): void {
    for (const act of this.#about(verb, [name])) this.#happens(act, does(act.data as Data));
  }

  #happens(act: Act, does: Acts): void {
    const happening = new Happening(this.#simulation, spansOf(act, this.#streams), does);
    this.onCalls.whenOver(act, () => happening.stop());
  }

  #about(verb: string, names: readonly string[]): Act[] {
    return this.#acts.filter(({ kind, about }) => kind.verb === verb && names.includes(about));
  }

  #dialOf(act: Act): Dial {
    const { kind, data } = act;
    const known = this.#dials.get(act);
    if (known !== undefined) return known;
    if (kind.dial === undefined) throw new Error(`"${kind.verb}" turns no dial`);
    const dial = new Dial(kind.dial.rest, kind.dial.turnedTo(data as never));
    this.#dials.set(act, dial);
    this.#happens(act, dial);
    return dial;
  }
}
