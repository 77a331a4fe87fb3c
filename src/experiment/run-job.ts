/** Simulates one job. */
import "./inlining.js";
import { compile } from "../model/compile.js";
import type { Measurements } from "../model/measurements.js";
import type { Job } from "./study.js";

export default function runJob({ model, plan }: Job): Measurements {
  return compile(model, plan).simulate();
}
