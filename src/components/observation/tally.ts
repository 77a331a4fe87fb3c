/** Requests of one kind by time bin: arrivals, answers, failures and response times. */
import { Histogram } from "../../engine/histogram.js";
import { HistogramOverTime } from "../../engine/histogram-over-time.js";

export abstract class Tally {
  readonly name: string; // "web.browse"
  readonly latencyMs = new Histogram(); // Of successful answers.
  readonly latencyOverTime: HistogramOverTime;
  readonly arrivals: Int32Array; // By bin,
  readonly answers: Int32Array; // by the bin of their arrival,
  readonly failures: Int32Array;
  readonly answersThen: Int32Array; // and by the bin in which they ended.
  readonly failuresThen: Int32Array;
  readonly failuresByCause: number[] = [];

  constructor(name: string, bins: number) {
    this.name = name;
    this.latencyOverTime = new HistogramOverTime(bins);
    this.arrivals = new Int32Array(bins);
    this.answers = new Int32Array(bins);
    this.failures = new Int32Array(bins);
    this.answersThen = new Int32Array(bins);
    this.failuresThen = new Int32Array(bins);
  }

  /** @param bin of its arrival */
  protected countAnswer(bin: number, latencyMs: number): void {
    this.answers[bin]!++;
    this.latencyMs.record(latencyMs);
    this.latencyOverTime.record(bin, latencyMs);
  }

  protected countFailure(bin: number, cause: number): void {
    this.failures[bin]!++;
    this.failuresByCause[cause] = (this.failuresByCause[cause] ?? 0) + 1;
  }
}
