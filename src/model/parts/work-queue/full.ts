/** What a queue does when it is full. */
import { z } from "zod";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import type { PartFigure } from "../../language/kinds.js";
import { countOrUnlimited } from "../../language/values/index.js";
import type { Risk } from "../../risks/risk.js";

export const fullOptions = () => ({
  limit: countOrUnlimited()
    .prefault("unlimited")
    .describe("Messages that may wait; `when-full` says what happens to further ones"),
  "when-full": z
    .enum(["refuse", "wait", "drop-oldest"])
    .default("refuse")
    .describe(
      "`refuse`: the message is refused, and publishing fails; `wait`: the publisher waits for room, with all that it holds; `drop-oldest`: the oldest waiting message of the lowest priority is dropped for it",
    ),
});

export interface FullOptions {
  readonly limit: number;
  readonly "when-full": "refuse" | "wait" | "drop-oldest";
}

export const FULL_EFFECTS: Effects<FullOptions> = { limit: "limits", "when-full": "known" };

export const FULL_FIGURES: readonly PartFigure[] = [
  {
    name: "dropped",
    measure: "droppedMessages",
    unit: "1",
    goal: "less",
    summary: "Share of the published messages that a full queue dropped for later ones: none of their work was done",
  },
  {
    name: "blocked",
    measure: "blockedMs",
    unit: "ms",
    goal: "less",
    summary: "How long publishers wait until a full queue has room, those that need not wait counted as 0",
  },
];

const isLimited = ({ limit }: FullOptions): boolean => limit < Number.POSITIVE_INFINITY;

/** Whether a publisher may be refused. */
export const mayRefuse = (options: FullOptions): boolean => isLimited(options) && options["when-full"] === "refuse";

/** Messages that are lost, though their publishers were told that all is well. */
export const droppingRisks = (name: string, options: FullOptions): readonly Risk[] =>
  isLimited(options) && options["when-full"] === "drop-oldest"
    ? [
        {
          rule: "dropped-messages",
          subject: name,
          message: "when it is full it drops its oldest messages, whose publishers never learn of it",
          path: ["parts", name, "when-full"],
        },
      ]
    : [];

/** Whether a publisher may have to wait. */
export const mayBlock = (options: FullOptions): boolean => isLimited(options) && options["when-full"] === "wait";

/** The options that bound how many messages wait, those of their publishers included. */
export const boundedByLimit = (options: FullOptions): readonly string[] =>
  isLimited(options) && options["when-full"] !== "wait" ? ["limit"] : [];

export function checkFull(sense: Sense, path: Path, options: FullOptions): void {
  const whenFull = options["when-full"];
  const never = "without a `limit`, it is never full";
  sayIdle(sense, path, [["when-full", whenFull !== "refuse" && !isLimited(options), never, "limit"]]);
  if (whenFull === "drop-oldest" && options.limit === 0)
    sense.error(
      [...path, "when-full"],
      "with `limit: 0` no message waits that could be dropped",
      "let some wait, or say `when-full: refuse`",
    );
}
