/** What loss does to one way over a link, in closed form: a message is lost k times with probability p^k. */
import type { Crossed } from "./options.js";

interface OneWay {
  readonly lateMs: number; // In the mean, of those that get there and those that are given up.
  readonly givenUp: number; // Share.
}

export function lostIn({ loss, resend, "give-up": giveUp }: Pick<Crossed, "loss" | "resend" | "give-up">): OneWay {
  let lateMs = 0;
  let lost = 1; // At least so often.
  for (let k = 0; resend * (2 ** k - 1) <= giveUp && lost > 0; k++) {
    lateMs += lost * (1 - loss) * resend * (2 ** k - 1);
    lost *= loss;
  }
  return { lateMs: lateMs + lost * giveUp, givenUp: lost };
}
