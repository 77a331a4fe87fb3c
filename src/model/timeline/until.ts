/** An entry that lasts until someone acts: which alert must fire, and how long they take. */
import { z } from "zod";
import { distribution, duration } from "../language/values/index.js";

export const until = () =>
  z.strictObject({
    alert: z
      .string()
      .describe(
        "What must be seen, as a claim says it: `errors > 5%`, `p99 of web.page > 2s`, `mean > 1s`, `goodput < 10/s`, `queue of pay > 50`",
      ),
    over: duration({ above: 0 }).prefault("1min").describe("It is measured over the last so long, at every quarter"),
    held: duration().prefault("0s").describe("How long it must hold before the alert fires"),
    acts: distribution().describe("How long after the alert someone has acted, and the entry ends"),
  });

export type Until = z.output<ReturnType<typeof until>>;
