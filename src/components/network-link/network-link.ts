/**
 * What messages cross between two parts: it may lose some, which are sent again, and its bandwidth is shared.
 *
 * All transfers that are on the way in one direction share the bandwidth equally (processor sharing), as TCP connections
 * do: a large answer delays small ones, and they need not wait until it is through. Poisson arrivals make it M/G/1-PS.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type Measure, ProcessorMeter } from "../../engine/meters.js";
import { Processor, type RunningColumns } from "../../engine/processor.js";

/** How a reliable transport treats what is lost (RFC 6298). */
export interface Loss {
  readonly share: number; // Of messages, each time that they are sent; below 1.
  readonly resendMs: number; // Until a lost message is sent again; each further time takes twice as long.
  readonly giveUpMs: number; // Then the connection is given up.
}

export class NetworkLink {
  loss: Loss;
  sent = 0; // Messages, while any may be lost.
  resent = 0; // Those that were lost at least once.
  asked = 0; // Questions of callers that keep connections open.
  setUps = 0; // Those that had to open one first.

  constructor(loss: Loss) {
    this.loss = loss;
  }

  get measures(): readonly Measure[] {
    return [
      { kind: "ratio", name: "resent", part: () => this.resent, whole: () => this.sent },
      { kind: "ratio", name: "setUps", part: () => this.setUps, whole: () => this.asked },
    ];
  }
}

/** The bandwidth of one direction, of each instance of what is asked. */
export class Direction {
  readonly processors: readonly Processor[];
  readonly meter: ProcessorMeter;

  constructor(flow: Flow, name: string, instances: number, columns: RunningColumns) {
    const waitingTimeMs = new Histogram();
    const each = { cores: 1, contention: 0, coherency: 0 };
    this.processors = Array.from({ length: instances }, () => new Processor(flow, each, columns, waitingTimeMs));
    this.meter = new ProcessorMeter(name, [this.processors], waitingTimeMs);
  }
}
