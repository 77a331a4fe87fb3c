/** Runs jobs. A job is a pure function, so its numbers are the same wherever and however often it runs. */
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Job } from "../plan/study.js";

export interface Runner {
  run(job: Job): Promise<Measurements>;
  /** What is not finished is given up: its promises are rejected. */
  close(): Promise<void>;
}
