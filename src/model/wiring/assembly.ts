/** A system under construction: the flow, the random streams, and the parts built so far. */
import type { Ledger } from "../../components/effects/ledger.js";
import { Degraded } from "../../components/observation/degraded.js";
import type { RequestLog } from "../../components/observation/request-log.js";
import type { BreakerRecord } from "../../components/policies/breaker-state.js";
import type { HedgeRecord } from "../../components/policies/hedge.js";
import { TimeLeft } from "../../components/policies/time-left.js";
import type { Flow } from "../../engine/flow.js";
import { Level } from "../../engine/gauges.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure, PartMeter } from "../../engine/meters.js";
import { RunningColumns } from "../../engine/processor.js";
import type { Streams } from "../../engine/random/streams.js";
import { Simulation } from "../../engine/simulation.js";
import { WaitingColumns } from "../../engine/waiting-queue.js";
import { loadAtStart } from "../check/check-sense.js";
import type { OfferedLoad } from "../check/offered-loads.js";
import { type Built, type Kinds, partKindIn } from "../language/kinds.js";
import type { Model, PartData } from "../language/model.js";
import { OwnedLimits } from "../limits/owned.js";
import { Timeline } from "../timeline/timeline.js";
import { optionsOver, partsEver } from "../timeline/versions.js";
import type { Records } from "../traffic/records.js";
import { KnownData } from "./known-data.js";
import type { Watches } from "./watches.js";

export class Assembly {
  readonly model: Model;
  readonly kinds: Kinds;
  readonly simulation = new Simulation();
  readonly flow: Flow;
  readonly waiting: WaitingColumns;
  readonly running: RunningColumns;
  readonly streams: Streams;
  readonly timeline: Timeline;
  readonly data: KnownData;
  readonly limits = new OwnedLimits();
  readonly #built = new Map<string, Built>();
  readonly #breakers = new Map<string, BreakerRecord>(); // By the part they protect.
  readonly #hedges = new Map<string, HedgeRecord>(); // By the part that is asked.
  readonly #ofSteps = new WeakMap<object, Map<string, unknown>>();
  #degraded: Degraded | null = null; // Null: no fallback says so.
  #timeLeft: TimeLeft | null = null; // Null: nothing travels.
  #travelling = 0; // Limits around what is being written whose time left travels.
  readonly #unfinished: (() => void)[] = [];

  ledger: Ledger | null = null; // Null: nothing is due.
  /** Where work that no user waits for is counted, by its name. */
  logOf: (name: string) => RequestLog = () => {
    throw new Error("nothing is counted yet");
  };
  readonly watches: Watches;
  readonly records: Records;

  /** @param newFlow one that also traces, or just a flow */
  constructor(
    model: Model,
    streams: Streams,
    kinds: Kinds,
    watches: Watches,
    records: Records,
    newFlow: (simulation: Simulation) => Flow,
  ) {
    this.flow = newFlow(this.simulation);
    this.waiting = new WaitingColumns(this.flow.requests);
    this.running = new RunningColumns(this.flow.requests);
    this.records = records;
    this.model = model;
    this.kinds = kinds;
    this.streams = streams;
    this.timeline = new Timeline(model, this.simulation, streams);
    this.data = new KnownData(model, this.flow, streams, kinds, records);
    this.watches = watches;
  }

  /** The part of that name, built on first use. @throws Error if there is none, which `check` rules out */
  part(name: string): Built {
    const known = this.#built.get(name);
    if (known !== undefined) return known;
    const [{ value: options }] = optionsOver<PartData>(this.model, name);
    const kind = partKindIn(this.kinds, options);
    if (kind === undefined) throw new Error(`no such type "${options.type}"`);
    const travelling = this.#travelling;
    this.#travelling = 0; // What a part does for others has a time of its own,
    this.flow.opens(null); // and is about nothing of those who ask it first.
    const built = kind.build(this, name, options as never);
    this.flow.closes();
    this.#travelling = travelling;
    this.#built.set(name, built);
    return built;
  }

  /** The record shared by all circuit breakers in front of a part, shown with the part. */
  breakersOf(part: string): BreakerRecord {
    const record = this.#breakers.get(part) ?? {
      closedMs: new Histogram(),
      openMs: new Histogram(),
      notClosed: new Level(this.simulation),
      breakers: 0,
      trips: 0,
    };
    this.#breakers.set(part, record);
    return record;
  }

  /** The record shared by all hedged calls of a part. */
  hedgesOf(part: string): HedgeRecord {
    const record = this.#hedges.get(part) ?? { calls: 0, sent: 0 };
    this.#hedges.set(part, record);
    return record;
  }

  /** Which answers are degraded. */
  degraded(): Degraded {
    this.#degraded ??= new Degraded(this.flow);
    return this.#degraded;
  }

  /** Null where nothing that has been written may degrade an answer. */
  get mayDegrade(): Degraded | null {
    return this.#degraded;
  }

  /** What requests know of their time. */
  timeLeft(): TimeLeft {
    this.#timeLeft ??= new TimeLeft(this.flow);
    return this.#timeLeft;
  }

  /** Writes what may come too late, and is then not begun. */
  underTimeLeft(write: () => void): void {
    this.#travelling++;
    write();
    this.#travelling--;
  }

  get isUnderTimeLeft(): boolean {
    return this.#travelling > 0;
  }

  /** What all requests share that come to the same step, on whichever way. @param said what the model says there */
  once<Made>(said: object, name: string, make: () => Made): Made {
    const known = this.#ofSteps.get(said) ?? new Map<string, unknown>();
    this.#ofSteps.set(said, known);
    if (!known.has(name)) known.set(name, make());
    return known.get(name) as Made;
  }

  /** What the traffic of the first moment asks of a resource. */
  loadAtStart(part: string, resource: string): OfferedLoad | undefined {
    return loadAtStart(this.model, part, resource);
  }

  /** Defers work that needs all parts to be built. */
  later(finish: () => void): void {
    this.#unfinished.push(finish);
  }

  /** Builds whatever is not yet built, in the order of the file. */
  finish(): readonly PartMeter[] {
    const names = partsEver(this.model);
    for (const name of names) this.part(name);
    for (const finish of this.#unfinished) finish();
    const meters = [...names.map((name) => this.#meterOf(name)), ...this.limits.others(names)];
    this.timeline.onCalls.begin(meters);
    return meters;
  }

  #meterOf(name: string): PartMeter {
    const { meter } = this.part(name);
    const breakers = this.#breakers.get(name);
    const ofBreakers: Measure[] =
      breakers === undefined
        ? []
        : [
            { kind: "duration", name: "breakerClosedMs", histogram: breakers.closedMs },
            { kind: "duration", name: "breakerOpenMs", histogram: breakers.openMs },
            { kind: "events", name: "breakerTrips", total: () => breakers.trips },
            {
              kind: "times",
              name: "breakerTripped",
              part: () => breakers.notClosed.integral,
              whole: () => breakers.breakers * this.simulation.nowMs,
            },
          ];
    const hedges = this.#hedges.get(name);
    const ofHedges: Measure[] =
      hedges === undefined
        ? []
        : [{ kind: "times", name: "hedged", part: () => hedges.sent, whole: () => hedges.calls }];
    const measures = [...ofBreakers, ...ofHedges, ...this.watches.measuresOf(name)];
    const limits = this.limits.metersOf(name);
    if (measures.length === 0 && limits.length === 0) return meter;
    return { ...meter, resources: [...meter.resources, ...limits], measures: [...meter.measures, ...measures] };
  }
}
