import { z } from "zod";
import { FailSometimes } from "../../components/steps/fail-sometimes.js";
import { stepKind } from "../language/kinds.js";
import { percent } from "../language/values/index.js";

/** Fails at random, independently each time. */
export const fail = stepKind({
  verb: "fail",
  summary: "fails in so many of the cases, independently",
  examples: "- { fail: 0.5% }",
  schema: () => z.strictObject({ fail: percent().describe("Share of the requests that fail here") }),
  effects: { fail: "by chance" },
  inside: () => [],
  visits: () => null,
  does: "fails",
  write(site, step) {
    const { flow } = site.assembly;
    const part = site.machine?.module ?? site.machine?.part ?? "traffic";
    const stream = site.stream(`fail:${site.machine?.endpoint ?? part}`);
    site.program.add(new FailSometimes(flow, stream, { now: step.fail }, flow.addCause("failed", part)));
  },
  check(sense, step) {
    sense.fails(step.fail);
    return 0;
  },
  outline: (_outline, step) => [{ kind: "fail", share: step.fail }],
});
