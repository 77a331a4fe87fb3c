/** How many requests a job will simulate, before it does: what its time is judged by. */
import type { Model } from "../../model/language/model.js";
import { plannedRequests } from "../../model/traffic/planned.js";
import { isStates } from "../../model/traffic/rate.js";
import type { Job } from "../plan/study.js";
import { forecast } from "../precision/forecast.js";

const steadyPerMs = new WeakMap<Model, number>(); // A model has many runs.

/** At least 1. */
export function expectedRequests({ model, plan }: Job): number {
  const untilMs = plan.warmUpMs + plan.durationMs;
  const perMs = steadyPerMs.get(model) ?? forecast(model).requestsPerMs;
  steadyPerMs.set(model, perMs);
  const changing = Object.values(model.traffic).map(({ rate }) =>
    rate === undefined || typeof rate === "number" || isStates(rate) ? 0 : plannedRequests(rate, untilMs),
  );
  const all = changing.reduce((sum, each) => sum + each, perMs * untilMs);
  return Number.isFinite(all) ? Math.max(1, all) : 1;
}
