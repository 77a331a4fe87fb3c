/** An entry that lasts until someone acts: which alert must fire, and how long they take. */
import { z } from "zod";
import { distribution, duration } from "../language/values/index.js";

export const until = () =>
  z.strictObject({
    alert: z
      .string()
      .describe(
        "When it fires, written like a claim: `errors > 5%`, `p99 of web.page > 2s`, `mean > 1s`, `goodput < 10/s`, `queue of pay > 50`",
      ),
    over: duration({ above: 0 })
      .prefault("1min")
      .describe("The window over which it is measured, such as the last minute; looked at four times in each window"),
    held: duration().prefault("0s").describe("How long it must hold before the alert fires"),
    acts: distribution().describe("Time from the alert until someone has acted, which ends the entry"),
  });

export type Until = z.output<ReturnType<typeof until>>;
