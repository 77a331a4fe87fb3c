/** What the messages of a queue are about, and in which order they are done. */
import { z } from "zod";
import type { KeyOf } from "../../../components/data/datum.js";
import { placementOf } from "../../../components/database/placement.js";
import type { InOrder } from "../../../components/work-queue/lines/new-line.js";
import type { Effects } from "../../language/effects.js";
import type { PartFigure } from "../../language/kinds.js";
import { name } from "../../language/policies.js";
import { count, duration } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";

export const orderOptions = () => ({
  of: name()
    .optional()
    .describe("The data that messages are about; the figure `overtaken` then tells how many were done out of order"),
  "in-order": z
    .union([
      z.literal("one-at-a-time"),
      z.strictObject({
        partitions: count({ min: 1, max: 1000 }).describe(
          "Number of partitions: each key is in one, by its hash, and each is read by one worker. Spare workers stand by; a worker reads several partitions where there are fewer workers",
        ),
        rebalance: duration()
          .prefault("45s")
          .describe("How long a stopped worker's partitions wait until other workers take them over"),
      }),
    ])
    .optional()
    .describe("Keeps messages of the same key in order: `one-at-a-time`, by a lock on each key; or by partitions"),
});

export interface OrderOptions {
  readonly of?: string | undefined;
  readonly "in-order"?: "one-at-a-time" | { readonly partitions: number; readonly rebalance: number } | undefined;
}

export const ORDER_EFFECTS: Effects<OrderOptions> = { of: "known", "in-order": "known" };

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

/** Null: messages are taken as they come. */
export function inOrderOf({ model }: Assembly, { of, "in-order": inOrder }: OrderOptions): InOrder | null {
  if (of === undefined || inOrder === undefined) return null;
  if (typeof inOrder === "string") return inOrder;
  const placement = placementOf(BY_HASH, model.data[of].keys, inOrder.partitions);
  return { placement, rebalanceMs: inOrder.rebalance };
}

export const BY_HASH = { place: "hash", points: 1 } as const;
