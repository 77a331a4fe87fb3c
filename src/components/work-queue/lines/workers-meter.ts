/** Measures workers: all together, or each where they are told apart. */
import type { Histogram } from "../../../engine/histogram.js";
import { SlotsMeter } from "../../../engine/meters.js";
import type { Slots } from "../../../engine/slots.js";
import type { EachWorker, Line } from "./line.js";

export const workersMeter = (workers: Slots, line: Line | null, waitingTimeMs: Histogram): SlotsMeter => {
  const each = line?.eachWorker ?? null;
  return each === null
    ? new SlotsMeter("workers", [workers], waitingTimeMs)
    : new EachWorkerMeter(workers, each, waitingTimeMs);
};

class EachWorkerMeter extends SlotsMeter {
  override readonly instances: number;
  private readonly each: EachWorker;

  constructor(workers: Slots, each: EachWorker, waitingTimeMs: Histogram) {
    super("workers", [workers], waitingTimeMs);
    this.each = each;
    this.instances = each.count;
  }

  override busyIntegral(worker: number): number {
    return this.each.busyIntegral(worker);
  }
}
