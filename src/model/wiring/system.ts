/** A built system: runs once and returns its measurements. */
import type { Ledger } from "../../components/effects/ledger.js";
import type { MeasureRecord, Observation, ResourceRecord } from "../../components/observation/observation.js";
import type { RequestLog } from "../../components/observation/request-log.js";
import type { Tally } from "../../components/observation/tally.js";
import type { Window } from "../../components/observation/window.js";
import type { Flow } from "../../engine/flow.js";
import { type PartMeter, ProcessorMeter, type ResourceMeter, SlotsMeter } from "../../engine/meters.js";
import type { Processor } from "../../engine/processor.js";
import { type Float64Column, type Int32Column, SystemFull } from "../../engine/request-table.js";
import type { Simulation } from "../../engine/simulation.js";
import type { Slots } from "../../engine/slots.js";
import { standstill } from "../../engine/standstill.js";
import { TimeStandsStill } from "../../engine/still-clock.js";
import type { OnCalls } from "../timeline/on-calls.js";
import type {
  AuditEntry,
  EndpointMeasurement,
  MeasureMeasurement,
  Measurements,
  PartMeasurement,
  ResourceMeasurement,
  Standstill,
  TimeStoodStill,
} from "./measurements.js";
import { settled } from "./settled-effects.js";
import { toldStandstill } from "./told-standstill.js";

/** Data of each request, for those still there at the end. */
export interface Columns {
  readonly joinedMs: Float64Column; // When a waiting request joined its queue.
  readonly logOf: Int32Column; // 1 + index of the request's log.
}

export type Bank = Slots | Processor;

export class System {
  readonly #simulation: Simulation;
  readonly #flow: Flow;
  readonly #window: Window;
  readonly #meters: readonly PartMeter[];
  readonly #logs: readonly RequestLog[];
  readonly #watched: readonly Tally[];
  readonly #observation: Observation;
  readonly #columns: Columns;
  readonly #onCalls: OnCalls;
  readonly #ledger: Ledger | null;

  constructor(
    simulation: Simulation,
    flow: Flow,
    window: Window,
    meters: readonly PartMeter[],
    logs: readonly RequestLog[],
    watched: readonly Tally[],
    observation: Observation,
    columns: Columns,
    onCalls: OnCalls,
    ledger: Ledger | null,
  ) {
    this.#ledger = ledger;
    this.#onCalls = onCalls;
    this.#columns = columns;
    this.#simulation = simulation;
    this.#flow = flow;
    this.#window = window;
    this.#meters = meters;
    this.#logs = logs;
    this.#watched = watched;
    this.#observation = observation;
  }

  /** The names of its parts and their resources. */
  get parts(): readonly Pick<PartMeter, "name" | "type" | "resources">[] {
    return this.#meters;
  }

  /** All slots and processors, by the part and resource they belong to. */
  get banks(): readonly { readonly part: string; readonly name: string; readonly each: readonly Bank[] }[] {
    return this.#meters.flatMap(({ name: part, resources, behind = [] }) =>
      [...resources, ...behind].flatMap((meter): { part: string; name: string; each: readonly Bank[] }[] => {
        if (meter instanceof SlotsMeter) return [{ part, name: meter.name, each: meter.slots }];
        if (meter instanceof ProcessorMeter) return meter.ranks.map((each) => ({ part, name: meter.name, each }));
        return [];
      }),
    );
  }

  /** Why requests may fail, and at which part. */
  get causes(): readonly { readonly cause: string; readonly part: string }[] {
    return this.#flow.causes;
  }

  simulate(): Measurements {
    const cutShort = this.#run();
    const { fromMs, toMs, binMs } = this.#window;
    const lengthMs = toMs - fromMs;
    const { inSystem, inSystemSquares } = this.#observation;
    const effects = this.#ledger === null ? null : settled(this.#ledger, this.#window, this.#simulation.nowMs);
    const background = this.#logs.filter(({ isBackground }) => isBackground);
    const mean = (inSystem[inSystem.length - 1] - inSystem[0]) / lengthMs;
    return {
      windowMs: lengthMs,
      fromMs,
      binMs,
      endpoints: this.#logs.filter(({ isBackground }) => !isBackground).map((log) => this.#endpoint(log)),
      ...(background.length === 0 ? {} : { background: background.map((log) => this.#endpoint(log)) }),
      watched: this.#watched.map((watch) => this.#endpoint(watch)),
      parts: this.#parts(),
      inSystem: this.#rates(inSystem),
      inSystemMean: mean,
      inSystemVariance: (inSystemSquares[1] - inSystemSquares[0]) / lengthMs - mean * mean,
      requests: this.#logs.reduce((sum, log) => sum + log.totalArrived, 0),
      events: this.#simulation.events,
      cutShort,
      standstill: cutShort === null ? this.#standstill() : null,
      audit: [...this.#audit(), ...(effects?.audit ?? [])],
      ...(effects === null ? {} : { effects: effects.measured }),
      ...this.#reactions(),
    };
  }

  #reactions(): Pick<Measurements, "reactions"> {
    const { reactions } = this.#onCalls;
    if (reactions.length === 0) return {};
    const known = (ms: number): number | null => (Number.isNaN(ms) ? null : ms);
    return {
      reactions: reactions.map(({ name, fromMs, noticedMs, endedMs, heldBefore }) => ({
        moment: name,
        fromMs,
        noticedMs: known(noticedMs),
        endedMs: known(endedMs),
        heldBefore,
      })),
    };
  }

  #run(): Measurements["cutShort"] {
    let arrived: readonly number[] = [];
    this.#simulation.clock.onSuspicion = () => {
      arrived = this.#logs.map(({ totalArrived }) => totalArrived);
    };
    try {
      this.#simulation.run();
      return null;
    } catch (problem) {
      if (problem instanceof SystemFull) return { why: "the system is full" };
      if (problem instanceof TimeStandsStill) return this.#stoodStill(problem, arrived);
      throw problem;
    }
  }

  #standstill(): Standstill | null {
    const found = standstill(this.#flow, this.#columns.joinedMs);
    return found === null ? null : toldStandstill(found, this.#meters, this.#logs, this.#columns.logOf);
  }

  /** @param arrived requests of each endpoint when it was first suspected */
  #stoodStill({ atMs, steps }: TimeStandsStill, arrived: readonly number[]): TimeStoodStill {
    const asked = this.#logs.map(({ name, totalArrived }, i) => ({ name, times: totalArrived - (arrived[i] ?? 0) }));
    const { failures } = this.#simulation.clock;
    return {
      why: "time stands still",
      atMs,
      steps,
      asked: mostFirst(asked).map(({ name }) => name),
      inside: this.#logs.filter(({ inSystem }) => inSystem.value > 0).map(({ name }) => name),
      failures: mostFirst(this.#flow.causes.map((cause, id) => ({ ...cause, times: failures[id] ?? 0 }))).map(
        ({ cause, part }) => ({ cause, part }),
      ),
    };
  }

  #endpoint(log: Tally): EndpointMeasurement {
    return {
      name: log.name,
      offered: total(log.arrivals),
      answered: total(log.answers),
      failed: total(log.failures),
      failures: this.#flow.causes
        .map(({ cause, part }, id) => ({ cause, part, count: log.failuresByCause[id] ?? 0 }))
        .filter(({ count }) => count > 0),
      latencyMs: log.latencyMs.data(),
      arrivalsByBin: Array.from(log.arrivals),
      answersByBin: Array.from(log.answers),
      failuresByBin: Array.from(log.failures),
      endsThenByBin: Array.from(log.answersThen, (answers, bin) => answers + log.failuresThen[bin]),
      answersThenByBin: Array.from(log.answersThen),
      latencyByBin: Array.from({ length: this.#window.bins }, (_, i) => log.latencyOverTime.bin(i)),
    };
  }

  #parts(): PartMeasurement[] {
    const { resources, measures } = this.#observation;
    return this.#meters.map(({ name, type, resources: meters, measures: own }) => ({
      name,
      type,
      resources: resources.filter(({ meter }) => meters.includes(meter)).map((record) => this.#resource(record)),
      measures: measures.filter(({ measure }) => own.includes(measure)).map(measured),
    }));
  }

  #resource({ meter, busy, queue, served, capacity, refused, waitingTimeMs }: ResourceRecord): ResourceMeasurement {
    const total = Float64Array.from(queue, (_, edge) => busy.reduce((sum, instance) => sum + instance[edge], 0));
    return {
      name: meter.name,
      ...this.#capacity(meter, capacity),
      busy: this.#mean(total),
      queueLength: this.#mean(queue),
      refused,
      waitingTimeMs: waitingTimeMs ?? meter.waitingTimeMs.data(),
      busyByInstance: busy.map((integral) => this.#mean(integral)),
      ...this.#ofEach(meter),
      busyByBin: this.#rates(total),
      queueByBin: this.#rates(queue),
      servedByBin: steps(served),
    };
  }

  #ofEach(meter: ResourceMeter): Pick<ResourceMeasurement, "capacityByInstance"> {
    const capacityByInstance = meter.capacities?.();
    return capacityByInstance === undefined ? {} : { capacityByInstance };
  }

  #capacity(meter: ResourceMeter, integral: Float64Array): Pick<ResourceMeasurement, "capacity" | "capacityByBin"> {
    if (!Number.isFinite(meter.capacity)) return { capacity: null };
    if (!meter.hasChanged) return { capacity: meter.capacity };
    return { capacity: this.#mean(integral), capacityByBin: this.#rates(integral) };
  }

  #mean(integral: Float64Array): number {
    return (integral[integral.length - 1] - integral[0]) / (this.#window.toMs - this.#window.fromMs);
  }

  /** Means of the bins, from an integral at their edges. */
  #rates(integral: Float64Array): number[] {
    const window = this.#window;
    return Array.from({ length: window.bins }, (_, i) => (integral[i + 1] - integral[i]) / window.lengthMs(i));
  }

  #audit(): AuditEntry[] {
    const ofRequests = this.#logs.map((log) => {
      const area = log.inSystem.integral;
      return {
        what: `requests of ${log.name}`,
        littlesLaw: Math.abs(area - log.sojournSumMs) / Math.max(area, 1),
        flowBalance: Math.abs(log.totalArrived - log.totalEnded - log.inSystem.value),
        overCapacity: 0,
      };
    });
    const { nowMs } = this.#simulation;
    const ofResources = this.#meters.flatMap(({ name, resources, behind = [] }) =>
      [...resources, ...behind].map((meter) => {
        const busy = Array.from({ length: meter.instances }, (_, i) => meter.busyIntegral(i)).reduce(
          (a, b) => a + b,
          0,
        );
        const isLimited = Number.isFinite(meter.capacity) && !meter.hasChanged; // What is left of more may be held longer.
        const used = isLimited && nowMs > 0 ? busy / nowMs / meter.capacity : 0;
        return { what: `${name} ${meter.name}`, ...meter.audit(), overCapacity: Math.max(0, used - 1) };
      }),
    );
    const ofMessages = this.#meters.flatMap(({ name, unbalanced }) => {
      const found = unbalanced?.();
      if (found === undefined) return [];
      return [{ what: `${name} ${found.what}`, littlesLaw: 0, flowBalance: found.count, overCapacity: 0 }];
    });
    return [...ofRequests, ...ofResources, ...ofMessages];
  }
}

function measured({ measure, part, whole, histogram, levels, most, parts, wholes }: MeasureRecord): MeasureMeasurement {
  if (measure.kind === "events") return { kind: "events", name: measure.name, count: part };
  if (measure.kind === "level")
    return { kind: "level", name: measure.name, atEnds: levels, ...(most === null ? {} : { most }) };
  if (measure.kind !== "duration")
    return { kind: measure.kind, name: measure.name, part, whole, partByBin: steps(parts), wholeByBin: steps(wholes) };
  if (histogram === null) return { kind: "duration", name: measure.name, histogram: measure.histogram.data() };
  return { kind: "duration", name: measure.name, histogram };
}

/** From totals so far at the edges of bins: what came in each. */
const steps = (totals: ArrayLike<number>): number[] =>
  Array.from({ length: Math.max(0, totals.length - 1) }, (_, bin) => totals[bin + 1] - totals[bin]);

const total = (counts: Int32Array): number => counts.reduce((sum, count) => sum + count, 0);

const mostFirst = <Counted extends { readonly times: number }>(all: readonly Counted[]): Counted[] =>
  all.filter(({ times }) => times > 0).sort((a, b) => b.times - a.times);
