/** A machine: cores shared by everything placed on it. */
import type { Flow } from "../engine/flow.js";
import { Histogram } from "../engine/histogram.js";
import { type PartMeter, ProcessorMeter } from "../engine/meters.js";
import { Processor, type ProcessorOptions, type RunningColumns } from "../engine/processor.js";

export class Host {
  readonly processor: Processor;
  readonly meter: PartMeter;

  constructor(flow: Flow, name: string, options: ProcessorOptions, columns: RunningColumns) {
    const waitingTimeMs = new Histogram();
    this.processor = new Processor(flow, options, columns, waitingTimeMs);
    this.meter = {
      name,
      type: "host",
      resources: [new ProcessorMeter("cores", [this.processor], waitingTimeMs)],
      measures: [],
    };
  }
}
