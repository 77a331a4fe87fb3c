/** What the messages of a queue are about, and in which order they are done. */
import type { KeyOf } from "../../../components/data/datum.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import type { PartFigure } from "../../language/kinds.js";
import { name } from "../../language/policies.js";
import type { Assembly } from "../../wiring/assembly.js";

export const orderOptions = () => ({
  of: name()
    .optional()
    .describe("The data that messages are about: then it is counted which of them overtake others of the same key"),
});

export interface OrderOptions {
  readonly of?: string | undefined;
}

export const ORDER_EFFECTS: Effects<OrderOptions> = { of: "known" };

export const OVERTAKEN: PartFigure = {
  name: "overtaken",
  measure: "overtakenMessages",
  unit: "1",
  goal: "less",
  summary: "Share of the messages done that were done after a later one of the same key; needs `of`",
};

/** Null: not said. */
export function subjectsOf({ data }: Assembly, { of }: OrderOptions): { keyOf: KeyOf; keys: number } | null {
  return of === undefined ? null : { keyOf: data.keyOf(of), keys: data.named(of).keys };
}

export function checkOrder(sense: Sense, path: Path, { of }: OrderOptions): void {
  if (of !== undefined) sense.datum(of, [...path, "of"]);
}
