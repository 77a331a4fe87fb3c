import { z } from "zod";
import { checkPolicies } from "../check/policies-sense.js";
import type { Sense } from "../check/sense.js";
import { takerNamed } from "../check/taker.js";
import { type BuiltTaker, insideFallback, partKindIn, stepKind } from "../language/kinds.js";
import { instantPolicies, name, POLICY_EFFECTS, type Policies } from "../language/policies.js";
import { onTheWay } from "../timeline/on-the-way.js";
import { withPolicies } from "../wiring/policies.js";

interface Publish extends Policies {
  readonly publish: string;
}

export const publish = stepKind<Publish>({
  verb: "publish",
  summary: "hands a message to a part that takes messages and goes on; fails only if it is refused",
  schema: (language) => z.strictObject({ publish: name(), ...instantPolicies(language) }),
  effects: { publish: "by chance", ...POLICY_EFFECTS },
  inside: insideFallback,
  visits: (step, { parts }, kinds) => ({
    target: step.publish,
    policies: step,
    waits: false,
    mayHang: false,
    mayFail: partKindIn(kinds, parts[step.publish])?.takesMessages?.mayRefuse(parts[step.publish] as never) === true,
    effect: "writes",
  }),
  write(site, step) {
    withPolicies(site, step, step.publish, `publish:${step.publish}`, (inner) => {
      const taker = inner.assembly.part(step.publish) as BuiltTaker;
      onTheWay(inner, step.publish, () => taker.publish(inner, inner.use(`publish:${step.publish}`)));
    });
  },
  check: (sense, step) => checkPolicies(sense, step, step.publish, () => checkPublish(sense, step.publish)),
  outline: (outline, step) => outline.under(step, [{ kind: "aside", copies: 1, body: outline.message(step.publish) }]),
});

/** @returns the mean time of publishing: none */
function checkPublish(sense: Sense, part: string): number {
  const taker = takerNamed(sense, part, [...sense.path, "publish"]);
  if (taker === null) return 0;
  const { takes, options } = taker;
  takes.check(sense, part, options as never);
  if (!takes.mayRefuse(options as never)) return 0;
  sense.asks(part); // For room.
  return sense.mayLose([`${part} limit`], () => 0); // A refused message is no load.
}
