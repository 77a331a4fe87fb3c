import { z } from "zod";
import { Repeat } from "../../components/steps/repeat.js";
import { saltOf } from "../../components/steps/visit.js";
import { roundsOf } from "../check/rounds.js";
import { stepKind } from "../language/kinds.js";
import { numberDistribution } from "../language/values/index.js";

const ONCE = { begun: () => 1, variance: 0 };

/** Steps done several times, one round after the other; the N + 1 queries of a page. */
export const repeat = stepKind({
  verb: "repeat",
  alsoCalled: "loop times for foreach for-each",
  summary: "does `steps` so many times, one after the other",
  examples: "- { repeat: geometric(mean 3), steps: [{ query: db.item }] }",
  schema: (language) =>
    z.strictObject({
      repeat: numberDistribution().describe("How many times; a drawn number is rounded"),
      steps: z.lazy(() => language.steps).describe("What is done each time, one after the other"),
    }),
  effects: { repeat: "by chance", steps: "known" },
  inside: ({ repeat, steps }) => [{ under: ["steps"], steps, times: roundsOf(repeat)?.mean ?? 1 }],
  visits: () => null,
  write(site, step) {
    const purpose = `repeat:${site.machine?.endpoint ?? "traffic"}`;
    const salt = saltOf(site.stream(`${purpose}:salt`));
    const rounds = new Repeat(site.assembly.flow, site.sampler(purpose, step.repeat), salt);
    rounds.around(site.program, () => site.write(step.steps));
  },
  check(sense, step) {
    const rounds = roundsOf(step.repeat);
    if (rounds === null) sense.error([...sense.path, "repeat"], "so many rounds that nothing can be said of the load");
    return sense.rounds(rounds ?? ONCE, () => sense.steps(step.steps, ["steps"]));
  },
  outline: (outline, step) => [{ kind: "repeat", times: step.repeat, body: outline.steps(step.steps) }],
});
