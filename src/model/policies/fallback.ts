import { z } from "zod";
import { Hook } from "../../components/steps/instant-step.js";
import type { StepData } from "../language/kinds.js";
import { withOtherWords } from "../language/other-words.js";
import type { Path } from "../source/diagnostics.js";
import { policyKind } from "./kind.js";
import { FALLBACK_WORDS } from "./other-words.js";

type Instead = "continue" | readonly StepData[];

/** As a file says it: what happens instead, and whether the answer is then a degraded one. */
export type Fallback = Instead | { readonly degraded: Instead };

/** What happens instead. */
export const insteadOf = (said: Fallback): Instead =>
  typeof said === "object" && "degraded" in said ? said.degraded : said;

/** The steps that are done instead, and where they stand; null where it just goes on. */
export function stepsOf(said: Fallback): { readonly steps: readonly StepData[]; readonly under: Path } | null {
  const instead = insteadOf(said);
  if (instead === "continue") return null;
  return { steps: instead, under: isDegraded(said) ? ["fallback", "degraded"] : ["fallback"] };
}

export const isDegraded = (said: Fallback): boolean => typeof said === "object" && "degraded" in said;

export const fallback = policyKind({
  key: "fallback",
  examples: `
- continue
- { degraded: continue }
`,
  schema: (language) => {
    const instead = z.union([z.literal("continue"), z.lazy(() => language.steps)]);
    return withOtherWords(
      z.union([
        z.literal("continue"),
        z.lazy(() => language.steps),
        z.strictObject({
          degraded: instead.describe(
            "The same, but the answer counts as an error, of the cause `degraded`: users did not get what they wanted",
          ),
        }),
      ]),
      FALLBACK_WORDS,
    ).describe(
      "What happens when the call has failed for good: `continue` without it, or other steps; inside `{ degraded: … }` the answer does not count as a good one",
    );
  },
  effect: "by chance",
  around: "failure",
  isUnclear: (said) => isDegraded(said),
  write(site, said, { target }, body) {
    const { assembly, program } = site;
    const degraded = isDegraded(said) ? assembly.degraded() : null;
    const cause = degraded === null ? -1 : assembly.flow.addCause("degraded", target);
    program.attempt(
      () => body(site),
      () => {
        program.add(new Hook((request) => degraded?.mark(request, cause))); // The handler must have a step.
        const instead = stepsOf(said);
        if (instead !== null) site.write(instead.steps);
      },
    );
  },
  walk(sense, said, _, walk) {
    const instead = stepsOf(said);
    return sense.instead(walk, instead === null ? null : () => sense.steps(instead.steps, instead.under));
  },
});
