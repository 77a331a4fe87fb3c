import { z } from "zod";
import { FailAgain } from "../../components/steps/fail-again.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { Delay } from "../../engine/steps/delay.js";
import { NETWORK } from "../../engine/tracing/stretch.js";
import type { Sense } from "../check/sense.js";
import { takerNamed } from "../check/taker.js";
import { type BuiltTaker, insideFallback, partKindIn, stepKind } from "../language/kinds.js";
import { withOtherWords } from "../language/other-words.js";
import { name } from "../language/policies.js";
import { TAKER_WORDS } from "../language/step-words.js";
import { distribution } from "../language/values/index.js";
import { scaled } from "../language/values/scaled.js";
import type { Stage } from "../outline/outline.js";
import { overLinkOutline } from "../parts/network-link/outline.js";
import { linkAt, onWay } from "../parts/network-link/sense.js";
import { POLICY_EFFECTS, type Policies, policies } from "../policies/catalogue.js";
import { checkPolicies } from "../policies/check-policies.js";
import { withPolicies } from "../policies/with-policies.js";
import { onTheWay } from "../timeline/on-the-way.js";
import type { Site } from "../wiring/site.js";

interface Publish extends Policies {
  readonly publish: string;
  readonly time?: DistributionSpec | undefined;
}

export const publish = stepKind<Publish>({
  verb: "publish",
  alsoCalled: "send enqueue produce emit push dispatch message perform-async post-message queue event",
  summary: "hands a message to a part that takes messages and goes on; fails only if it is refused",
  examples: "- { publish: order-placed, time: 2ms }",
  schema: (language) =>
    z.strictObject({
      publish: withOtherWords(name(), TAKER_WORDS).describe("The work queue, topic or outbox that gets the message"),
      time: distribution()
        .optional()
        .describe(
          "Time to reach the broker and get its acknowledgement; the publisher waits. The message is there after half of it, so a publisher that times out later, and tries again, publishes twice",
        ),
      ...policies(language),
    }),
  effects: { publish: "by chance", time: "known", ...POLICY_EFFECTS },
  inside: insideFallback,
  visits(step, { parts }, kinds) {
    const part = parts[step.publish];
    const takes = partKindIn(kinds, part)?.takesMessages;
    return {
      target: step.publish,
      as: "message",
      policies: step,
      waits: false,
      mayHang: step.time !== undefined || takes?.mayBlock?.(part as never) === true,
      mayFail: takes?.mayRefuse(part as never) === true,
      effect: "writes",
    };
  },
  write(site, step) {
    withPolicies(site, step, step.publish, `publish:${step.publish}`, (inner) => {
      const taker = inner.assembly.part(step.publish) as BuiltTaker;
      const hand = (): void => taker.publish(inner, inner.use(`publish:${step.publish}`));
      onTheWay(inner, step.publish, () => thereAndBack(inner, step, hand));
    });
  },
  check: (sense, step) => checkPolicies(sense, step, step.publish, () => checkPublish(sense, step)),
  outline(outline, { publish: part, time, ...step }) {
    const takes: Stage[] = time === undefined ? [] : [{ kind: "time", law: time }];
    const handed: Stage[] = [...takes, { kind: "aside", copies: 1, body: outline.message(part) }];
    return outline.under(step, part, overLinkOutline(outline, part, {}, handed));
  },
});

/** Half of the time passes before the message is there, or refused, and the other half before the publisher knows. */
function thereAndBack(site: Site, { publish: part, time }: Publish, hand: () => void): void {
  if (time === undefined) {
    hand();
    return;
  }
  const { program, assembly } = site;
  const halfMs = site.sampler(`publish:${part} time`, scaled(time, 0.5), [part]);
  const passes = (): void => void program.add(new Delay(assembly.flow, halfMs, NETWORK));
  passes();
  program.attempt(
    () => {
      hand();
      passes();
    },
    () => {
      passes();
      program.add(new FailAgain());
      program.end();
    },
  );
}

/** @returns the mean time of publishing [ms] */
function checkPublish(sense: Sense, step: Publish): number {
  const { publish: part } = step;
  const far = linkAt(sense, part);
  return far === null ? handed(sense, step) : onWay(sense, far, null, {}, () => handed(sense, step));
}

function handed(sense: Sense, step: Publish): number {
  const { publish: part, time } = step;
  const timeMs = time === undefined ? 0 : sense.takes(time);
  const taker = takerNamed(sense, part, [...sense.path, "publish"]);
  if (taker === null) return timeMs;
  const { takes, options } = taker;
  const mayWait = takes.publisherWaits !== undefined || takes.mayBlock?.(options as never) === true;
  if (time === undefined && !mayWait) checkLimits(sense, step);
  const ms = timeMs + (takes.publisherWaits?.(sense, options as never) ?? 0);
  takes.check(sense, part, options as never);
  if (!takes.mayRefuse(options as never)) return ms;
  sense.asks(part); // For room.
  sense.mayLose([`${part} limit`], () => 0); // A refused message is no load.
  return ms;
}

/** A publisher waits only for a broker, or over a link. */
function checkLimits(sense: Sense, step: Publish): void {
  const { publish: part } = step;
  if (linkAt(sense, part) !== null) return;
  if (sense.acts.some(({ kind, about }) => kind.verb === "link" && about.split(" and ").includes(part))) return;
  for (const limit of ["timeout", "deadline"] as const)
    if (step[limit] !== undefined)
      sense.error(
        [...sense.path, limit],
        "publishing takes no time, so there is nothing to wait for",
        "say what it takes, `time: 2ms`, or take this out",
      );
}
