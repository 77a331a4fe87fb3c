/** Who runs a job. A job is a pure function of itself, so whoever runs it, and how often, the numbers are the same. */
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Job } from "../plan/study.js";

export interface Runner {
  run(job: Job): Promise<Measurements>;
  /** What is not finished is given up: its promises are rejected. */
  close(): Promise<void>;
}
