/** What a variant costs and how much there is to understand: counted in its model. */

import type { Figure } from "../../analysis/figures/figure.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import { type Counted, inventoryOf } from "../../model/check/inventory.js";
import type { Model } from "../../model/language/model.js";
import type { Study } from "../plan/study.js";
import { estimateOf } from "./sample.js";

export function exactOf({ family }: Figure, _study: Study, model: Model): Estimate {
  const { units, complexity } = inventoryOf(model);
  const count = (all: readonly Counted[], what: string): number => all.find((each) => each.what === what)?.count ?? 0;
  const sum = (all: readonly Counted[]): number => all.reduce((total, each) => total + each.count, 0);
  const value =
    family === "cores"
      ? count(units, "cores")
      : family === "instances"
        ? count(units, "service instances")
        : family === "complexity"
          ? sum(complexity)
          : sum(units);
  return estimateOf({ kind: "exact", value }, "rate");
}
