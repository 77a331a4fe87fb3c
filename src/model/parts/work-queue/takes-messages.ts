/** What becomes of a message that is published to a work queue: its load, and its place in theory. */
import { takerNamed } from "../../check/taker.js";
import type { TakesMessages } from "../../language/kinds.js";
import { queued, type Stage, unclear } from "../../outline/outline.js";
import { whileUp } from "../host/placed.js";
import { unclearOutages } from "../shared/outages-outline.js";
import { walkBatch } from "./batch.js";
import { attemptsOf, checkDelivery, comesAgain } from "./delivery.js";
import { boundedByLimit, mayBlock, mayRefuse } from "./full.js";
import type { QueueOptions } from "./options.js";
import { orderSpread, workersInUse } from "./order-sense.js";
import { slowLane } from "./parking.js";

const ATTEMPTS_WALKED = 1000; // Of a message that comes again without end.

export const takesMessages: TakesMessages<QueueOptions> = {
  mayRefuse,
  mayBlock,
  check(sense, name, options) {
    const { expires, malformed = 0, poison = 0 } = options;
    const path = ["parts", name];
    const boundedBy = [...boundedByLimit(options), ...(expires === undefined ? [] : ["expires"])];
    const capacity = workersInUse(options);
    const held = { part: name, resource: "workers", capacity, boundedBy, spread: orderSpread(sense, options) };
    const work = (): number => {
      const ms = walkBatch(sense, name, options);
      checkDelivery(sense, path, options, ms);
      return ms;
    };
    const lane = slowLane(sense, name);
    const taker = lane === null ? null : takerNamed(sense, lane, [...path, "dead-letter"]);
    const most = Math.min(attemptsOf(options), ATTEMPTS_WALKED);
    const attempts = (body: () => number): number => {
      const once = (): number => sense.holds(held, whileUp(sense, name, options, body));
      return most === 1 ? once() : sense.attempts(most, Number.POSITIVE_INFINITY, once);
    };
    /** Of messages that fail each time. */
    const failing = (what: string, body: () => number) => (): number =>
      sense.at([...path, what], () =>
        attempts(() => {
          const ms = body();
          sense.fails(1);
          return ms;
        }),
      );
    const walk = (): number =>
      malformed === 0 && poison === 0
        ? attempts(work)
        : sense.either([
            [malformed, failing("malformed", () => 0)],
            [(1 - malformed) * poison, failing("poison", work)],
            [(1 - malformed) * (1 - poison), () => attempts(work)],
          ]);
    const all = (): number =>
      taker === null ? walk() : sense.instead(walk, () => taker.takes.check(sense, lane!, taker.options as never));
    sense.aside(path, () => sense.as(name, all));
  },
  outline(outline, part, options) {
    const { workers, limit, steps, host, order, expires, malformed = 0, poison = 0, "dead-letter": parks } = options;
    const odd = host === undefined ? [] : unclearOutages(outline.options(host));
    const patience = typeof expires !== "number" ? null : ({ kind: "constant", value: expires } as const);
    const work = outline.on({ part, instances: 1, balance: "" }).steps(steps);
    const body = [...failed(malformed), ...work, ...failed(poison)];
    const lane = parks !== undefined && outline.takesMessages(parks) ? [unclear(`what ${part} gives up`)] : [];
    const station = { part, resource: "workers", servers: workers, queueMax: limit, patience, order };
    const unlike = unlikeAQueue(options) ?? (comesAgain(options) ? "messages that are delivered again" : null);
    return [...odd, ...(unlike === null ? queued(station, body) : [unclear(unlike, body)]), ...lane];
  },
  handsOn: ({ "dead-letter": parks }) =>
    parks === undefined ? [] : [{ to: parks, times: 0, policies: {}, parks: true }],
};

/** The option that makes its workers take messages in another way than servers do; null: none. */
const unlikeAQueue = (options: QueueOptions): string | null => {
  const { limit, "when-full": whenFull, "in-order": inOrder, priority, prefetch, batch, expires } = options;
  if (expires === "with-request") return "travels";
  if (inOrder !== undefined) return "in-order";
  if (priority !== undefined) return "priority";
  if (prefetch > 0) return "prefetch";
  if (batch !== undefined) return "batch";
  return whenFull !== "refuse" && Number.isFinite(limit) ? "when-full" : null;
};

const failed = (share: number): readonly Stage[] => (share > 0 ? [{ kind: "fail", share }] : []);
