/** Of what is more asked than there is, by the analytic load. */
import { checkSense } from "../model/check-sense.js";
import type { Model } from "../model/model.js";

export interface AskedTooMuch {
  readonly part: string;
  readonly resource: string;
  readonly offered: number; // Load ÷ capacity, at least 1.
}

/**
 * The resource of which most is asked; null if there is enough of all.
 *
 * @param within a part; null: all but work queues, where messages wait and no requests
 */
export function askedTooMuch(model: Model, within: string | null = null): AskedTooMuch | null {
  const [most] = checkSense(model, () => null)
    .loads.filter(({ part }) => mayBind(model, part, within))
    .map(({ part, resource, busy, capacity }) => ({ part, resource, offered: busy / capacity }))
    .toSorted((a, b) => b.offered - a.offered);
  return most !== undefined && most.offered >= 1 ? most : null;
}

export const mayBind = ({ parts }: Model, part: string, within: string | null): boolean =>
  within === null ? parts[part]?.type !== "work-queue" : part === within;
