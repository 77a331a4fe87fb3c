/** One made-up model, judged by every verb whose turn it is, and by long runs: what a thread does. */
import { defineModel } from "../../src/library/define-model.js";
import type { ModelInput } from "../../src/model/language/model.js";
import type { Case, Judgement } from "./judgement.js";
import { type LongRuns, truthRuns } from "./long-runs.js";
import { arbitraryCase } from "./model/with-objectives.js";
import { diff } from "./verbs/diff.js";
import { next } from "./verbs/next.js";
import { run, runWithPrecision } from "./verbs/run.js";
import { ceiling, sweepLoads } from "./verbs/search.js";

export interface Answered {
  readonly seed: number;
  readonly judgements: readonly Judgement[];
  readonly problems: readonly string[]; // Verbs that ended without an answer.
}

type Verb = (one: Case, long: LongRuns) => Promise<Judgement[]>;

/** Always, since they share the long runs; the others take their own, so one of them a model. */
const ALWAYS: readonly Verb[] = [run, runWithPrecision];
const IN_TURN: readonly Verb[] = [diff, ceiling, sweepLoads, next];

export default async function oneCase(seed: number): Promise<Answered> {
  const judgements: Judgement[] = [];
  const problems: string[] = [];
  const tried = async (what: string, judged: () => Promise<void>): Promise<void> =>
    judged().catch((problem) => void problems.push(`${what}: ${problem instanceof Error ? problem.message : problem}`));
  await tried("model", async () => {
    const data = arbitraryCase(seed);
    const long = truthRuns(defineModel(data as unknown as ModelInput));
    for (const verb of [...ALWAYS, IN_TURN[seed % IN_TURN.length]!])
      await tried(verb.name, async () => void judgements.push(...(await verb({ seed, data }, long))));
  });
  return { seed, judgements, problems };
}
