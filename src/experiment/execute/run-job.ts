/** Simulates one job. */
import { compile } from "../../model/wiring/compile.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Job } from "../plan/study.js";

export default function runJob({ model, plan }: Job): Measurements {
  return compile(model, plan).simulate();
}
