/** Mean time of some stages without queueing: a lower bound; for parallel steps, the longest. */

import { roundsOf } from "../../model/check/rounds.js";
import { lawOf } from "../../model/outline/law.js";
import type { Stage } from "../../model/outline/outline.js";
import { attemptsOf, meanAttempts, survival } from "./survival.js";

/** In ms, without what a failure cuts off and without waits between attempts. */
export function meanUnhindered(stages: readonly Stage[]): number {
  let share = 1;
  let sum = 0;
  for (const stage of stages) {
    sum += share * stageMs(stage);
    share *= survival([stage]);
  }
  return sum;
}

function stageMs(stage: Stage): number {
  switch (stage.kind) {
    case "time":
    case "cores":
      return lawOf(stage.law).mean;
    case "hold":
      return meanUnhindered(stage.body);
    case "either":
      return stage.ways.reduce((sum, { share, body }) => sum + share * meanUnhindered(body), 0);
    case "repeat":
      return (roundsOf(stage.times)?.begun(survival(stage.body)) ?? 0) * meanUnhindered(stage.body);
    case "try": {
      const tries = attemptsOf(stage);
      const failing = tries.failed ** tries.attempts;
      return meanAttempts(tries) * meanUnhindered(stage.body) + failing * meanUnhindered(stage.fallback);
    }
    case "together": // Which of them suffice is random, unless all are needed.
      return stage.needs < stage.branches.reduce((all, { copies }) => all + copies, 0)
        ? 0
        : Math.max(...stage.branches.map(({ body }) => meanUnhindered(body)));
    default:
      return 0;
  }
}
