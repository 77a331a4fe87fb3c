/** How messages are delivered: attempts, leases, acknowledgements. */
import { z } from "zod";
import { saltOf } from "../../../components/steps/visit.js";
import { Deliveries } from "../../../components/work-queue/deliveries.js";
import { DoneBefore } from "../../../components/work-queue/done-before.js";
import type { Line } from "../../../components/work-queue/lines/line.js";
import type { Messages } from "../../../components/work-queue/messages.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import type { PartFigure } from "../../language/kinds.js";
import {
  countOrUnlimited,
  distribution,
  duration,
  number,
  percent,
  writeDuration,
} from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";

export interface DeliveryOptions {
  readonly attempts?: number | undefined;
  readonly backoff?: DistributionSpec | undefined;
  readonly growth?: number | undefined;
  readonly lease?: number | undefined;
  readonly "lost-acknowledgements": number;
  readonly "late-acknowledgements"?: "ignored" | "accepted" | undefined;
  readonly dedupe?: number | undefined;
}

export const deliveryOptions = () => ({
  attempts: countOrUnlimited({ min: 1 })
    .optional()
    .describe("Deliveries of a message in all, before it is given up; if not given, 1, or unlimited with a `lease`"),
  backoff: distribution()
    .optional()
    .describe(
      "How long a message waits after a failed attempt before it is back in the queue; not at all if not given",
    ),
  growth: number({ min: 1, max: 100 })
    .optional()
    .describe("What multiplies the `backoff` at each further attempt; 1 if not given"),
  lease: duration({ above: 0, fixed: "a lease is equally long each time" })
    .optional()
    .describe(
      "A visibility timeout: a message that is not acknowledged within it is delivered again, though its worker goes on. If the worker stops in the middle, the message comes back when the lease ends",
    ),
  "lost-acknowledgements": percent()
    .prefault("0%")
    .describe(
      "Share of the acknowledgements that never arrive: the message, whose work is done, comes back when its lease ends",
    ),
  "late-acknowledgements": z
    .enum(["ignored", "accepted"])
    .optional()
    .describe("Whether an acknowledgement after the lease ends the message; ignored if not given"),
  dedupe: duration({ above: 0, fixed: "the window is the same for every message" })
    .optional()
    .describe(
      "How long workers remember a message that is done: if it is delivered again, or published again by the same request, it is acknowledged without its steps. Two deliveries at once both do them",
    ),
});

export const DELIVERY_EFFECTS: Effects<DeliveryOptions> = {
  attempts: "by chance",
  backoff: "by chance",
  growth: "by chance",
  lease: "by chance",
  "lost-acknowledgements": "by chance",
  "late-acknowledgements": "by chance",
  dedupe: "by chance",
};

export const DELIVERY_FIGURES: readonly PartFigure[] = [
  {
    name: "deliveries",
    measure: "deliveries",
    unit: "number",
    goal: "less",
    summary: "How often a message is delivered to a worker, of queues with `attempts` or a `lease`",
  },
  {
    name: "done twice",
    measure: "doneTwice",
    unit: "1",
    goal: "less",
    summary: "Share of the messages done whose work was done more than once, of queues with a `lease`",
  },
];

/** Deliveries of a message at most. */
export const attemptsOf = ({ attempts, lease }: DeliveryOptions): number =>
  attempts ?? (lease === undefined ? 1 : Number.POSITIVE_INFINITY);

const isPlain = (options: DeliveryOptions): boolean =>
  attemptsOf(options) === 1 && options.lease === undefined && options.dedupe === undefined;

/** Whether theory knows nothing of it: a message may come more than once. */
export const comesAgain = (options: DeliveryOptions): boolean => !isPlain(options);

/** @returns null where a message has one attempt, and is over when its worker is */
export function deliveriesOf(
  { flow, streams, timeline }: Assembly,
  name: string,
  options: DeliveryOptions,
): (messages: Messages, line: Line | null) => Deliveries | null {
  if (isPlain(options)) return () => null;
  const { backoff, growth = 1, lease = Number.POSITIVE_INFINITY, dedupe } = options;
  const waits = streams.named(`backoff of ${name}`);
  return (messages, line) => {
    const deliveries = new Deliveries(flow, messages, line, {
      attemptsMax: attemptsOf(options),
      backoffMs: backoff === undefined ? null : makeSampler(backoff, waits),
      growth,
      leaseMs: lease,
      acceptsLate: options["late-acknowledgements"] === "accepted",
      lost: options["lost-acknowledgements"],
      losses: streams.named(`lost acknowledgements of ${name}`),
      before: dedupe === undefined ? null : new DoneBefore(flow, messages.place, dedupe),
      salt: saltOf(streams.named(`attempts of ${name}`)),
    });
    timeline.whenChanged(
      name,
      (each: DeliveryOptions) => each["lost-acknowledgements"],
      (now) => deliveries.loses(now),
    );
    return deliveries;
  };
}

/** @param ms the mean time of a worker's steps, without waiting */
export function checkDelivery(sense: Sense, path: Path, options: DeliveryOptions, ms: number): void {
  const { backoff, growth, lease, dedupe } = options;
  const attempts = attemptsOf(options);
  if (backoff !== undefined) sense.lasts(meanOf(backoff), "a message waits between attempts for");
  if (lease !== undefined) sense.lasts(lease, "a lease lasts");
  const isOnce = "a message is delivered once; say how often, `attempts: 3`";
  const noLease = "nothing delivers a message again that was done; say `lease: 30s`";
  sayIdle(sense, path, [
    ["backoff", backoff !== undefined && attempts === 1, isOnce, "attempts"],
    ["growth", growth !== undefined && (attempts === 1 || backoff === undefined), "there is no `backoff` that grows"],
    ["lost-acknowledgements", options["lost-acknowledgements"] > 0 && lease === undefined, noLease],
    [
      "late-acknowledgements",
      options["late-acknowledgements"] !== undefined && lease === undefined,
      "there is no `lease` that ends",
    ],
  ]);
  if (lease === undefined || !(ms >= lease)) return;
  const hint =
    dedupe === undefined
      ? "make it longer than the longest work"
      : "make it longer: `dedupe` knows only what is done, not what is being done";
  sense.warn(
    [...path, "lease"],
    `the work takes ${writeDuration(ms)} in the mean without waiting: most messages are delivered again while they are worked on`,
    hint,
  );
}
