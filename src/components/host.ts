/** A machine: cores shared by everything placed on it. */
import type { Flow } from "../engine/flow.js";
import { type PartMeter, ProcessorMeter } from "../engine/meters.js";
import { Processor, type ProcessorOptions } from "../engine/processor.js";

export class Host {
  readonly processor: Processor;
  readonly meter: PartMeter;

  constructor(flow: Flow, name: string, options: ProcessorOptions) {
    this.processor = new Processor(flow, options);
    this.meter = { name, type: "host", resources: [new ProcessorMeter("cores", [this.processor])], measures: [] };
  }
}
