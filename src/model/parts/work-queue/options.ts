/** How a file describes a work queue. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import type { Language } from "../../language/policies.js";
import { count } from "../../language/values/index.js";
import { CORES_EFFECTS, coresOptions } from "../shared/cores.js";
import { BATCH_EFFECTS, batchOptions } from "./batch.js";
import { DELIVERY_EFFECTS, deliveryOptions } from "./delivery.js";
import { FATE_EFFECTS, fateOptions } from "./fates.js";
import { FIRST_EFFECTS, firstOptions } from "./first.js";
import { FULL_EFFECTS, fullOptions } from "./full.js";
import { ORDER_EFFECTS, orderOptions } from "./order.js";

export const queueOptions = (language: Language) =>
  z.strictObject({
    workers: count({ min: 1, max: 100_000 }).prefault(1).describe("Messages worked on at once"),
    ...fullOptions(),
    ...firstOptions(),
    ...orderOptions(),
    ...fateOptions(),
    ...deliveryOptions(),
    ...coresOptions(),
    ...batchOptions(language),
    steps: z.lazy(() => language.steps).describe("What a worker does with a message"),
  });

export type QueueOptions = z.output<ReturnType<typeof queueOptions>>;

export const QUEUE_EFFECTS: Effects<QueueOptions> = {
  workers: "known",
  ...FULL_EFFECTS,
  ...FIRST_EFFECTS,
  ...ORDER_EFFECTS,
  ...FATE_EFFECTS,
  ...DELIVERY_EFFECTS,
  ...CORES_EFFECTS,
  ...BATCH_EFFECTS,
  steps: "known",
};
