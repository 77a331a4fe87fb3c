import { z } from "zod";
import { Parallel } from "../../components/steps/parallel.js";
import { saltOf } from "../../components/steps/visit.js";
import { type StepData, stepKind } from "../language/kinds.js";
import { withOtherWords } from "../language/other-words.js";
import { BRANCH_WORDS } from "../language/step-words.js";
import { count } from "../language/values/index.js";

const timesOf = (branches: readonly { readonly times: number }[]): number =>
  branches.reduce((sum, { times }) => sum + times, 0);

/** Several things at once; the caller waits for all of them, or for the first few. */
export const parallel = stepKind({
  verb: "parallel",
  alsoCalled: "all concurrent concurrently fan-out fork",
  summary: "does several things at once and goes on when enough of them have succeeded",
  examples:
    "- { parallel: [{ times: 3, steps: [{ call: search.shard }] }, { steps: [{ get: banners, miss: [] }] }], needs: 2, rest: goes-on }",
  schema: (language) =>
    z
      .strictObject({
        parallel: z
          .array(
            withOtherWords(
              z.strictObject({
                times: count({ min: 1, max: 10_000 })
                  .prefault(1)
                  .describe("How many at once, each with work of its own"),
                steps: z.lazy(() => language.steps).describe("What each of them does"),
              }),
              BRANCH_WORDS,
            ),
          )
          .min(1)
          .describe("Lists of steps that begin at once"),
        needs: count({ min: 1 })
          .optional()
          .describe("How many of them must succeed: 1 takes the first answer, 2 of 3 is a quorum; all if not given"),
        rest: z
          .enum(["stops", "goes-on"])
          .default("stops")
          .describe("Once enough have succeeded, the others are stopped, or go on without a caller"),
      })
      .superRefine(({ parallel: branches, needs = 1 }, context) => {
        const all = timesOf(branches);
        if (needs > all) context.addIssue({ code: "custom", message: `only ${all} are under way`, path: ["needs"] });
      }),
  effects: { parallel: "by chance", needs: "by chance", rest: "by chance" },
  inside: ({ parallel: branches }) =>
    branches.map(({ times, steps }, i) => ({
      under: ["parallel", i, "steps"],
      steps,
      times,
      atOnce: timesOf(branches),
    })),
  visits: () => null,
  write(site, step) {
    const { flow } = site.assembly;
    const all = timesOf(step.parallel);
    const options = {
      needs: step.needs ?? all,
      stopsRest: step.rest === "stops",
      inherited: site.inherited,
      salt: saltOf(site.stream(`parallel:${site.machine?.endpoint ?? "traffic"}:salt`)),
    };
    const branches = step.parallel.map(({ times, steps }) => ({
      copies: times,
      write: (program: typeof site.program) => site.on(site.machine, program).write(steps),
    }));
    site.program.add(new Parallel(flow, options, branches));
  },
  /** The mean time of the slowest of the `needs` fastest branches: a lower bound. */
  check(sense, step) {
    const needs = step.needs ?? timesOf(step.parallel);
    const times = sense.together(
      needs,
      step.rest === "stops",
      step.parallel.map(({ times, steps }, i) => [times, () => sense.steps(steps, ["parallel", i, "steps"])] as const),
    );
    return times.sort((a, b) => a - b)[needs - 1] ?? 0;
  },
  outline(outline, step) {
    const branches = step.parallel.map(({ times, steps }) => ({ copies: times, body: outline.steps(steps) }));
    const all = branches.reduce((sum, { copies }) => sum + copies, 0);
    return [{ kind: "together", needs: step.needs ?? all, stopsRest: step.rest === "stops", branches }];
  },
});

/** A `parallel` step with a branch for each of these. */
export const atOnce = (steps: readonly StepData[]): StepData => ({
  parallel: steps.map((each) => ({ steps: [each] })),
});
