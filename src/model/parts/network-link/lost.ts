/** What loss does to one way over a link, in closed form: a message is lost k times with probability p^k(1 − p). */
import type { Crossed } from "./options.js";

interface OneWay {
  readonly lateMs: number; // In the mean, of those that get there and those that are given up.
  readonly givenUp: number; // Share.
  readonly times: readonly { readonly share: number; readonly lateMs: number }[]; // By how often it is lost.
}

export function lostIn({ loss, resend, "give-up": giveUp }: Pick<Crossed, "loss" | "resend" | "give-up">): OneWay {
  const times: { share: number; lateMs: number }[] = [];
  let lost = 1; // At least so often.
  for (let lateMs = 0; lateMs <= giveUp && lost > 0; lateMs = 2 * lateMs + resend) {
    times.push({ share: lost * (1 - loss), lateMs });
    lost *= loss;
  }
  const meanMs = times.reduce((sum, { share, lateMs }) => sum + share * lateMs, 0);
  return { lateMs: meanMs + lost * giveUp, givenUp: lost, times };
}
