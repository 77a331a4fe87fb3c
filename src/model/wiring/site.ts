/**
 * The place for which steps are compiled: the program, the machine that runs them, and the random streams.
 *
 * A purpose names a random stream: "query:shop-db.product-by-id#1" is the first such query of a request, from whichever
 * part. So a request brings the same work to every variant.
 */

import type { Transaction } from "../../components/database/transaction.js";
import type { Leak } from "../../components/faults/leak.js";
import { Hook } from "../../components/steps/instant-step.js";
import { type Dial, DialOf, Stretched } from "../../components/timeline/dial.js";
import { ByStage, DrawnByStage } from "../../components/timeline/stage.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import type { Processor } from "../../engine/processor.js";
import type { Program } from "../../engine/program.js";
import { makeSampler, type Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column } from "../../engine/request-table.js";
import type { Stretch } from "../../engine/tracing/stretch.js";
import { type StepData, type StepKind, stepKindIn } from "../language/kinds.js";
import { type Course, courseOf } from "../timeline/course.js";

import type { MomentData } from "../timeline/moment.js";
import type { Assembly } from "./assembly.js";

/** The instance that runs the steps. */
export interface Machine {
  readonly part: string; // "web"
  readonly endpoint: string; // "web.browse"; of a module that runs there, "pricing.quote".
  readonly module?: string | undefined; // "pricing": which of its modules does the steps, if one does.
  readonly instances: number;
  readonly instance: Int32Column; // The instance of each request.
  readonly processors: readonly Processor[]; // Empty: cores are no limit.
  readonly paces?: Float64Array | undefined; // How many times as long the steps of each instance take.
  readonly leak?: Leak | undefined; // Of the memory of each instance.
  /** Writes work that lasts as long as the instance does. */
  readonly whileThere?: (program: Program, body: () => void) => void;
}

/** An entry of a timeline that may be about one instance alone. */
interface OfInstance extends MomentData {
  readonly instance?: number | undefined; // From 1.
}

/** What a timeline may call the work of a machine. */
export const aboutMachine = (machine: Machine | null): readonly string[] =>
  machine === null ? [] : [machine.part, machine.endpoint, ...(machine.module === undefined ? [] : [machine.module])];

export class Site {
  readonly assembly: Assembly;
  readonly program: Program;
  readonly machine: Machine | null;
  readonly #source: string | null; // Of the traffic that asks, outside all machines.
  readonly #timesUsed: Map<string, number>; // Of each purpose, shared by all sites of one entry.
  readonly #inside: ReadonlyMap<string, Transaction>; // The transactions around, by their database.

  constructor(
    assembly: Assembly,
    program: Program,
    machine: Machine | null,
    source: string | null = null,
    timesUsed = new Map<string, number>(),
    inside: ReadonlyMap<string, Transaction> = new Map(),
  ) {
    this.assembly = assembly;
    this.program = program;
    this.machine = machine;
    this.#source = source;
    this.#timesUsed = timesUsed;
    this.#inside = inside;
  }

  /** The same entry on another machine or in another program. */
  on(machine: Machine | null, program = this.program): Site {
    const inside = machine === this.machine ? this.#inside : undefined; // Others have connections of their own.
    return new Site(this.assembly, program, machine, this.#source, this.#timesUsed, inside);
  }

  /** The same place, of which nothing is written: what it uses is used again when it is. */
  guess(machine: Machine): Site {
    return new Site(this.assembly, this.program, machine, this.#source, new Map(this.#timesUsed));
  }

  /** Another place in the same process, with the transactions around. */
  inProcess(machine: Machine): Site {
    return new Site(this.assembly, this.program, machine, this.#source, this.#timesUsed, this.#inside);
  }

  /** The same place in another program, which has no transaction around it. */
  apart(program: Program): Site {
    return new Site(this.assembly, program, this.machine, this.#source, this.#timesUsed);
  }

  /** The same place inside a transaction. */
  within(database: string, transaction: Transaction): Site {
    const inside = new Map(this.#inside).set(database, transaction);
    return new Site(this.assembly, this.program, this.machine, this.#source, this.#timesUsed, inside);
  }

  /** The innermost transaction around that holds a connection of the database; null if there is none. */
  transactionOn(database: string): Transaction | null {
    return this.#inside.get(database) ?? null;
  }

  /** What a request that works for this one takes over from it. */
  get inherited(): readonly Int32Column[] {
    const instance = this.machine === null ? [] : [this.machine.instance];
    return [...instance, ...[...this.#inside.values()].map(({ number }) => number)];
  }

  /** The part, or the source of traffic, that asks here. */
  get caller(): string | null {
    return this.machine?.part ?? this.#source;
  }

  write(steps: readonly StepData[]): void {
    for (const step of steps) {
      const kind = stepKindIn(this.assembly.kinds, step);
      if (kind === undefined) throw new Error(`no verb in ${JSON.stringify(step)}`);
      this.assembly.flow.opens(this.#stretchOf(kind, step));
      kind.write(this, step as never);
      this.assembly.flow.closes();
    }
  }

  #stretchOf(kind: StepKind, step: StepData): Stretch {
    const { model, kinds } = this.assembly;
    const visit = kind.visits(step as never, model, kinds);
    if (visit === null) return { sort: "group", name: kind.verb, part: null };
    const [part] = visit.target.split(".");
    return { sort: "ask", name: `${kind.verb} ${visit.target}`, part };
  }

  /** Writes what follows once for each version; a request does what holds when it comes here. */
  byVersion<Value>(course: Course<Value>, write: (value: Value) => void): void {
    const [{ value: first }, ...later] = course;
    if (later.length === 0) {
      write(first);
      return;
    }
    const same = this.sameDraws();
    const stage = this.assembly.timeline.stageOf(course);
    this.program.branch(
      new ByStage(stage),
      course.map(
        ({ value }) =>
          () =>
            same(() => write(value)),
      ),
    );
  }

  /** For steps of which a request only ever does one: all that is written by the result draws the same. */
  sameDraws(): (write: () => void) => void {
    const before = new Map(this.#timesUsed);
    const after = new Map(before);
    return (write) => {
      this.#setTimesUsed(before);
      write();
      for (const [purpose, times] of this.#timesUsed) after.set(purpose, Math.max(times, after.get(purpose) ?? 0));
      this.#setTimesUsed(after);
    };
  }

  #setTimesUsed(times: ReadonlyMap<string, number>): void {
    this.#timesUsed.clear();
    for (const [purpose, each] of times) this.#timesUsed.set(purpose, each);
  }

  /** The random stream for the next use of this purpose. */
  stream(purpose: string): RandomStream {
    return this.assembly.streams.named(`${purpose}#${this.use(purpose)}`);
  }

  /** Counts the uses of this purpose, from 1. */
  use(purpose: string): number {
    const times = (this.#timesUsed.get(purpose) ?? 0) + 1;
    this.#timesUsed.set(purpose, times);
    return times;
  }

  /** @param about the part and what of it takes this time, which a timeline may slow */
  sampler(purpose: string, spec: DistributionSpec, about: readonly string[] = []): Sampler {
    return this.samplerOver(purpose, [{ fromMs: 0, value: spec }], about);
  }

  /** The same of a time that changes while the system runs. */
  samplerOver(purpose: string, specs: Course<DistributionSpec>, about: readonly string[] = []): Sampler {
    return this.samplerMade(purpose, specs, makeSampler, about);
  }

  /**
   * The same, made in a way of its own. Requests from a record may bring their own times.
   * @param recorded for what the record tells a time, and the factor on it
   */
  samplerMade<Value>(
    purpose: string,
    values: Course<Value>,
    make: (value: Value, stream: RandomStream) => Sampler,
    about: readonly string[] = [],
    recorded: { readonly purpose: string; readonly times: number } = { purpose, times: 1 },
  ): Sampler {
    const { timeline, records } = this.assembly;
    const dials = [
      ...timeline.turning<OfInstance>("slow", about).map(({ dial, data }) => this.ofInstance(dial, data)),
      ...this.#ownPace(about),
    ];
    const use = this.use(purpose);
    const stream = this.assembly.streams.named(`${purpose}#${use}`);
    const course = courseOf(values, (value) => value);
    const each = course.map(({ value }) => make(value, stream));
    const ofModel = each.length === 1 ? each[0] : new DrawnByStage(timeline.stageOf(course), each);
    const drawn = records.around(recorded.purpose, use, recorded.times, ofModel);
    return dials.length === 0 ? drawn : new Stretched(drawn, dials);
  }

  /** Where the steps of instances take longer than those of others. */
  #ownPace(about: readonly string[]): { readonly now: number }[] {
    const { part, paces, instance } = this.machine ?? {};
    if (part === undefined || paces === undefined || instance === undefined || !about.includes(part)) return [];
    const pace = { now: 1 };
    this.program.add(
      new Hook((request) => {
        pace.now = paces[instance.at[request]];
      }),
    );
    return [pace];
  }

  /** The dial; if it is of one instance, with a step that says where a request is. */
  ofInstance(dial: Dial, { instance }: OfInstance): { readonly now: number } {
    const where = this.machine?.instance;
    if (instance === undefined || where === undefined) return dial;
    const those = new DialOf(dial, instance - 1);
    this.program.add(new Hook((request) => those.comesFrom(where.at[request])));
    return those;
  }
}
