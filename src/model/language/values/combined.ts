/** Sums, multiples and bounds of distributions. Constants are folded, and come last so that they change no draw. */
import { ceilTo, type DistributionSpec, isCompound } from "../../../engine/distribution-spec.js";
import type { EmpiricalFile } from "./empirical.js";
import { scaled } from "./scaled.js";
import { Misread } from "./units.js";

export const summed = (terms: readonly DistributionSpec[]): DistributionSpec => combined("sum", terms, (a, b) => a + b);

export const least = (terms: readonly DistributionSpec[]): DistributionSpec => combined("min", terms, Math.min);

export const greatest = (terms: readonly DistributionSpec[]): DistributionSpec => combined("max", terms, Math.max);

export const ceiled = (term: DistributionSpec, step: number): DistributionSpec =>
  term.kind === "constant" ? { kind: "constant", value: ceilTo(term.value, step) } : { kind: "ceil", term, step };

/** @param offset and @param length of the multiplied text, for the caret @throws Misread */
export function times(factor: number, spec: DistributionSpec, offset: number, length: number): DistributionSpec {
  if (factor === 0) return { kind: "constant", value: 0 };
  if (hasCounts(spec))
    throw new Misread(
      "a geometric draws whole numbers and cannot be multiplied",
      offset,
      length,
      "give it another mean",
    );
  return multiplied(spec, factor);
}

/** Values still in a file are multiplied when it is read. */
function multiplied(spec: DistributionSpec, factor: number): DistributionSpec {
  const file = spec as unknown as EmpiricalFile;
  if (file.kind === "empirical-file") return { ...file, times: file.times * factor } as unknown as DistributionSpec;
  if (!isCompound(spec)) return scaled(spec, factor);
  if (spec.kind === "ceil") return { ...spec, term: multiplied(spec.term, factor), step: spec.step * factor };
  return { ...spec, terms: spec.terms.map((term) => multiplied(term, factor)) };
}

function hasCounts(spec: DistributionSpec): boolean {
  if (spec.kind === "geometric") return true;
  if (!isCompound(spec)) return false;
  return (spec.kind === "ceil" ? [spec.term] : spec.terms).some(hasCounts);
}

function combined(
  kind: "sum" | "min" | "max",
  terms: readonly DistributionSpec[],
  join: (a: number, b: number) => number,
): DistributionSpec {
  const flat = terms.flatMap((term) => (term.kind === kind ? term.terms : [term]));
  const drawn = flat.filter((term) => term.kind !== "constant");
  const values = flat.flatMap((term) => (term.kind === "constant" ? [term.value] : []));
  const constant = values.length === 0 ? null : values.reduce((a, b) => join(a, b));
  if (drawn.length === 0) return { kind: "constant", value: constant! };
  const changesNothing = constant === null || (kind !== "min" && constant === 0);
  const all = changesNothing ? drawn : [...drawn, { kind: "constant" as const, value: constant }];
  return all.length === 1 ? all[0]! : { kind, terms: all };
}
