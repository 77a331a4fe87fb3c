/** The share of a stream that survives random failures. Unplanned failures, such as refusals, are not included. */
import { enough, roundsOf } from "../../model/check/rounds.js";
import type { Stage } from "../../model/outline/outline.js";

/** P(no failure leaves these stages). */
export function survival(stages: readonly Stage[]): number {
  return stages.reduce((share, stage) => share * survivalOf(stage), 1);
}

function survivalOf(stage: Stage): number {
  switch (stage.kind) {
    case "fail":
      return 1 - stage.share;
    case "hold":
      return survival(stage.body);
    case "either":
      return stage.ways.reduce((sum, { share, body }) => sum + share * survival(body), 0);
    case "repeat": {
      const round = survival(stage.body); // At most one of the rounds fails.
      return 1 - (1 - round) * (roundsOf(stage.times)?.begun(round) ?? 1);
    }
    case "together":
      return enough(
        stage.branches.flatMap(({ copies, body }) => Array<number>(copies).fill(survival(body))),
        stage.needs,
      );
    case "try": {
      const { attempts, failed } = attemptsOf(stage);
      const handled = stage.policies.fallback === undefined ? 0 : survival(stage.fallback);
      return 1 - failed ** attempts * (1 - handled);
    }
    default:
      return 1;
  }
}

/** Maximum attempts, and the probability that one fails; their mean number is Σ_{k<attempts} failedᵏ. */
export function attemptsOf({ policies, body }: Extract<Stage, { kind: "try" }>): { attempts: number; failed: number } {
  return { attempts: policies.retry?.attempts ?? 1, failed: 1 - survival(body) };
}

export function meanAttempts({ attempts, failed }: { attempts: number; failed: number }): number {
  return failed >= 1 ? attempts : (1 - failed ** attempts) / (1 - failed);
}
