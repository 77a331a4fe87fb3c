/** Messages that a worker takes together. */
import { z } from "zod";
import type { BatchOptions } from "../../../components/work-queue/batches/batches.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import type { PartFigure, StepData } from "../../language/kinds.js";
import { withOtherWords } from "../../language/other-words.js";
import type { Language } from "../../language/policies.js";
import { count, duration } from "../../language/values/index.js";
import { BATCH_WORDS } from "./other-words.js";

export const batchOptions = (language: Language) => ({
  batch: withOtherWords(
    z.strictObject({
      most: count({ min: 2, max: 100_000 }).describe("The most messages that a worker takes together"),
      wait: duration()
        .prefault("0ms")
        .describe("How long a worker waits for a full batch, from its first message on; it is busy meanwhile"),
    }),
    BATCH_WORDS,
  )
    .optional()
    .describe(
      "A worker takes several messages, does `steps` once for all, and `each` for each of them; they fail together",
    ),
  each: z
    .lazy(() => language.steps)
    .optional()
    .describe("What it does with each message of a batch, one after the other"),
});

export interface Batched {
  readonly batch?: { readonly most: number; readonly wait: number } | undefined;
  readonly each?: readonly StepData[] | undefined;
}

export const BATCH_EFFECTS: Effects<Batched> = { batch: "by chance", each: "known" };

export const BATCH_SIZE: PartFigure = {
  name: "batch size",
  measure: "batchSize",
  unit: "number",
  goal: "neither",
  summary: "Messages that a worker takes together, in the mean; needs `batch`",
};

export const batchOf = ({ batch }: Batched): BatchOptions | null =>
  batch === undefined ? null : { most: batch.most, waitMs: batch.wait };

interface Queue extends Batched {
  readonly steps: readonly StepData[];
  readonly "in-order"?: unknown;
  readonly prefetch: number;
  readonly dedupe?: unknown;
}

/** Walks the work of a message: its share of that of a full batch, and its own. @returns its mean time [ms] */
export function walkBatch(sense: Sense, name: string, { batch, steps, each = [] }: Queue): number {
  const walk = (all: readonly StepData[], under: string): number =>
    sense.into(name, name, ["parts", name, under], () => sense.steps(all, []));
  if (batch === undefined) return walk(steps, "steps");
  const share = 1 / batch.most;
  return (
    sense.either([
      [share, () => walk(steps, "steps")],
      [1 - share, () => 0],
    ]) + walk(each, "each")
  );
}

export function checkBatch(sense: Sense, path: Path, { batch, each, prefetch, dedupe, ...options }: Queue): void {
  if (batch === undefined) {
    if (each !== undefined)
      sense.error(
        [...path, "each"],
        "without a `batch`, `steps` are done for each message",
        "say `batch: { most: 50 }`, or write them in `steps`",
      );
    return;
  }
  const refuse = (option: string, is: boolean, why: string): void => {
    if (is) sense.error([...path, "batch"], why, `take \`batch\` or \`${option}\` out`);
  };
  refuse(
    "in-order",
    options["in-order"] !== undefined,
    "of messages in order, one at a time is worked on, so no batch can be taken",
  );
  refuse("prefetch", prefetch > 0, "a worker that takes a batch takes no messages beforehand");
  refuse(
    "dedupe",
    dedupe !== undefined,
    "what is done with a batch is done with all of it, also with what is known to be done",
  );
}
