/** A machine whose cores are shared by everything placed on it. */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type Measure, type PartMeter, ProcessorMeter } from "../../engine/meters.js";
import { Processor, type ProcessorOptions, type RunningColumns } from "../../engine/processor.js";

export class Host {
  readonly processor: Processor;
  private readonly name: string;
  private readonly cores: ProcessorMeter;

  constructor(flow: Flow, name: string, options: ProcessorOptions, columns: RunningColumns) {
    const waitingTimeMs = new Histogram();
    this.name = name;
    this.processor = new Processor(flow, options, columns, waitingTimeMs);
    this.cores = new ProcessorMeter("cores", [[this.processor]], waitingTimeMs);
  }

  meterWith(measures: readonly Measure[]): PartMeter {
    return { name: this.name, type: "host", resources: [this.cores], measures };
  }
}
