/** What may become of the messages of a queue but to be done, as a file describes it. */
import { z } from "zod";
import type { Now } from "../../../components/work-queue/bad-messages.js";
import type { FateOptions } from "../../../components/work-queue/fates.js";
import type { Effects } from "../../language/effects.js";
import { name } from "../../language/policies.js";
import { duration, percent } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";

const SAME = "it is the same for every message";

export const fateOptions = () => ({
  deadline: duration({ above: 0, fixed: SAME })
    .optional()
    .describe(
      "A message that is done later than this after it was published here, or never, counts as `late`. Each queue of a chain has its own clock",
    ),
  expires: z
    .union([z.literal("with-request"), duration({ above: 0, fixed: SAME })])
    .optional()
    .describe(
      "A message that no worker has begun this long after it was published is given up; `with-request`: when the timeout or deadline of its request is over, where that `travels`",
    ),
  malformed: percent()
    .optional()
    .describe(
      "Share of the messages that cannot be read: a worker refuses them at once, at every attempt. If a timeline sets it, those published meanwhile",
    ),
  tolerant: z.boolean().optional().describe("Whether the workers can read `malformed` messages after all"),
  poison: percent()
    .optional()
    .describe(
      "Share of the messages whose work is done and then fails, at every attempt: the same messages each time. If a timeline sets it for a while, they may succeed afterwards",
    ),
  "dead-letter": name()
    .optional()
    .describe(
      "Where messages go that are given up: a part of `type: dead-letters`, or another work queue, as new messages. If not given, they are dropped",
    ),
});

export interface Fates {
  readonly deadline?: number | undefined; // [ms]
  readonly expires?: number | "with-request" | undefined; // [ms]
  readonly malformed?: number | undefined;
  readonly tolerant?: boolean | undefined;
  readonly poison?: number | undefined;
  readonly "dead-letter"?: string | undefined;
}

export const FATE_EFFECTS: Effects<Fates> = {
  deadline: "known",
  expires: "waits",
  malformed: "by chance",
  tolerant: "by chance",
  poison: "by chance",
  "dead-letter": "by chance",
};

export const FATES_THAT_CHANGE = [
  { at: "malformed", freely: true },
  { at: "tolerant", freely: true },
  { at: "poison", freely: true },
] as const;

/** What the queue is built of. */
export function buildFates(assembly: Assembly, name: string, options: Fates): FateOptions {
  const { deadline = null, expires = null, "dead-letter": parks } = options;
  const { timeline, streams } = assembly;
  const shareOf = (of: "malformed" | "poison"): Now<number> | null => {
    const pick = (each: Fates): number => each[of] ?? 0;
    const isEver = timeline.course(name, pick).some(({ value }) => value > 0);
    return isEver ? now(assembly, name, pick) : null;
  };
  const [malformed, poison] = [shareOf("malformed"), shareOf("poison")];
  const isTolerant = now(assembly, name, ({ tolerant = false }: Fates) => tolerant);
  return {
    deadlineMs: deadline,
    endsAtMs: expires === null ? null : endsAt(assembly, expires),
    isParked: parks !== undefined,
    malformed: malformed === null ? null : { share: malformed, isTolerant, stream: streams.named(`malformed:${name}`) },
    poison: poison === null ? null : { share: poison, stream: streams.named(`poison:${name}`) },
  };
}

/** A value that the timeline may change. */
function now<Value>(assembly: Assembly, name: string, pick: (options: Fates) => Value): Now<Value> {
  const { timeline } = assembly;
  const [{ value: first }] = timeline.course(name, pick);
  const held: Now<Value> = { now: first };
  timeline.whenChanged(name, pick, (value) => {
    held.now = value;
  });
  return held;
}

function endsAt(assembly: Assembly, expires: number | "with-request"): FateOptions["endsAtMs"] {
  const { simulation } = assembly;
  if (expires !== "with-request") return () => simulation.nowMs + expires;
  const timeLeft = assembly.timeLeft();
  return (message) => timeLeft.endsAtMs(message);
}
