/** How a file describes a topic. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import { type Language, name } from "../../language/policies.js";
import { percent } from "../../language/values/index.js";
import { retryOptions } from "../../policies/retry.js";

const NO_SUBSCRIBER = "a topic without subscribers: say which parts get its messages";

export const topicOptions = (_language: Language) =>
  z.strictObject({
    to: z
      .union([
        z
          .array(name())
          .min(1, NO_SUBSCRIBER)
          .refine((names) => new Set(names).size === names.length, "one of them stands there twice"),
        z.record(name(), percent({ above: 0 })).refine((shares) => Object.keys(shares).length > 0, NO_SUBSCRIBER),
      ])
      .describe(
        "Its subscribers: work queues, or further topics; `{ mails: 20%, search: 100% }` where not every event concerns each of them, the same events in every variant",
      ),
    retry: retryOptions()
      .optional()
      .describe(
        "What a subscriber refuses, being full or down, the topic keeps and tries again, while the others have theirs and the publisher goes on; without it, or after the last attempt, it is lost for that subscriber: `undelivered`",
      ),
  });

export type TopicOptions = z.output<ReturnType<typeof topicOptions>>;

export const TOPIC_EFFECTS: Effects<TopicOptions> = { to: "known", retry: "cuts short" };

interface Subscriber {
  readonly to: string;
  readonly share: number;
  readonly at: string | number; // Where it stands in `to`.
}

export const subscribersOf = ({ to }: Pick<TopicOptions, "to">): readonly Subscriber[] =>
  Array.isArray(to)
    ? to.map((each: string, i) => ({ to: each, share: 1, at: i }))
    : Object.entries(to as Readonly<Record<string, number>>).map(([each, share]) => ({ to: each, share, at: each }));
