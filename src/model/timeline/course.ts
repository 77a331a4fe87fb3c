/** Values that change while a model runs. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { isSame } from "../source/changes.js";

/** A value from a moment on. */
export interface Since<Value> {
  readonly fromMs: number;
  readonly value: Value;
}

/** A value over time, the first from the beginning. */
export type Course<Value> = readonly [Since<Value>, ...Since<Value>[]];

/** What `pick` finds in each; what does not change stands once. */
export function courseOf<From, Value>(all: Course<From>, pick: (value: From) => Value): Course<Value> {
  const [{ fromMs, value }, ...later] = all;
  const course: [Since<Value>, ...Since<Value>[]] = [{ fromMs, value: pick(value) }];
  for (const { fromMs, value } of later) {
    const next = pick(value);
    if (!isSame(course.at(-1)!.value, next)) course.push({ fromMs, value: next });
  }
  return course;
}

/** A time over the versions, none where it is not given; null if it never is. */
export function timeOver(course: Course<DistributionSpec | undefined>): Course<DistributionSpec> | null {
  const none: DistributionSpec = { kind: "constant", value: 0 };
  return course.some(({ value }) => value !== undefined) ? courseOf(course, (time) => time ?? none) : null;
}
