/** Reads the meters: discards the warm-up, records totals at the end of every bin, and ends the run. */
import type { Flow } from "../../engine/flow.js";
import type { SquaredLevel } from "../../engine/gauges.js";
import type { HistogramData } from "../../engine/histogram.js";
import type { Measure, PartMeter, ResourceMeter } from "../../engine/meters.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import type { Window } from "./window.js";

/** A resource's totals at the start of the window and at the end of each bin. */
export interface ResourceRecord {
  readonly meter: ResourceMeter;
  readonly busy: Float64Array[]; // One array per instance, one entry per bin edge.
  readonly queue: Float64Array;
  readonly served: Float64Array;
  readonly capacity: Float64Array; // ∫ capacity dt.
  refused: number;
  waitingTimeMs: HistogramData | null;
}

export interface MeasureRecord {
  readonly measure: Measure;
  part: number;
  whole: number;
  histogram: HistogramData | null;
  readonly levels: number[]; // At the end of each bin.
  most: number | null; // The highest of a level in the window; null: not known.
  readonly parts: number[]; // So far, at the edges of the bins.
  readonly wholes: number[];
}

export class Observation implements Actor {
  readonly resources: readonly ResourceRecord[];
  readonly measures: readonly MeasureRecord[];
  readonly inSystem: Float64Array; // ∫ N dt at the edges of bins.
  readonly inSystemSquares = [0, 0]; // ∫ N² dt at the window's start and end.
  private readonly flow: Flow;
  private readonly window: Window;
  private readonly allInSystem: SquaredLevel;
  private readonly self: ActorId;
  private readonly coolDownMs: number;
  private edge = 0;

  /** @param coolDownMs how long to wait after the window for its last answers */
  constructor(flow: Flow, window: Window, parts: readonly PartMeter[], allInSystem: SquaredLevel, coolDownMs: number) {
    this.flow = flow;
    this.window = window;
    this.allInSystem = allInSystem;
    this.coolDownMs = coolDownMs;
    const edges = window.bins + 1;
    this.resources = parts.flatMap((part) =>
      part.resources.map((meter) => ({
        meter,
        busy: Array.from({ length: meter.instances }, () => new Float64Array(edges)),
        queue: new Float64Array(edges),
        served: new Float64Array(edges),
        capacity: new Float64Array(edges),
        refused: 0,
        waitingTimeMs: null,
      })),
    );
    this.measures = parts.flatMap((part) =>
      part.measures.map((measure) => ({
        measure,
        part: 0,
        whole: 0,
        histogram: null,
        levels: [],
        most: null,
        parts: [],
        wholes: [],
      })),
    );
    this.inSystem = new Float64Array(edges);
    this.self = flow.simulation.addActor(this);
    flow.simulation.wakeActorAt(this.self, window.fromMs);
  }

  fire(): void {
    if (this.edge > this.window.bins) {
      this.flow.simulation.stop();
      return;
    }
    if (this.edge === 0) this.start();
    this.note(this.edge);
    if (this.edge === this.window.bins) this.finish();
    this.edge++;
    const { fromMs, toMs, binMs, bins } = this.window;
    const next = this.edge > bins ? toMs + this.coolDownMs : this.edge === bins ? toMs : fromMs + this.edge * binMs;
    this.flow.simulation.wakeActorAt(this.self, next);
  }

  private start(): void {
    for (const record of this.resources) {
      record.meter.waitingTimeMs.reset();
      record.refused = -record.meter.refused();
    }
    for (const record of this.measures) {
      const { measure } = record;
      if (measure.kind === "duration") measure.histogram.reset();
      else if (measure.kind === "events") record.part = -measure.total();
      else if (measure.kind === "level") measure.peak?.restart();
      else {
        record.part = -measure.part();
        record.whole = -measure.whole();
      }
    }
    this.inSystemSquares[0] = this.allInSystem.squareIntegral;
  }

  private note(edge: number): void {
    for (const { meter, busy, queue, served, capacity } of this.resources) {
      for (let i = 0; i < meter.instances; i++) busy[i][edge] = meter.busyIntegral(i);
      queue[edge] = meter.queueIntegral();
      served[edge] = meter.served();
      capacity[edge] = meter.capacityIntegral();
    }
    for (const { measure, levels, parts, wholes } of this.measures) {
      if (measure.kind === "level" && edge > 0) levels.push(measure.now());
      if (measure.kind !== "ratio" && measure.kind !== "times") continue;
      parts.push(measure.part());
      wholes.push(measure.whole());
    }
    this.inSystem[edge] = this.allInSystem.integral;
  }

  private finish(): void {
    for (const record of this.resources) {
      record.refused += record.meter.refused();
      record.waitingTimeMs = record.meter.waitingTimeMs.data();
    }
    for (const record of this.measures) {
      const { measure } = record;
      if (measure.kind === "duration") record.histogram = measure.histogram.data();
      else if (measure.kind === "events") record.part += measure.total();
      else if (measure.kind === "level") record.most = measure.peak?.most() ?? null;
      else {
        record.part += measure.part();
        record.whole += measure.whole();
      }
    }
    this.inSystemSquares[1] = this.allInSystem.squareIntegral;
    if (this.window.awaited === 0) this.window.onComplete();
  }
}
