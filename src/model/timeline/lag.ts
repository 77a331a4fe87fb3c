import { z } from "zod";
import { number } from "../language/values/index.js";
import { momentKind, whenOrForGood } from "./moment.js";

/** Writes committed meanwhile reach the replicas `by` times as late. */
export const lag = momentKind({
  verb: "lag",
  summary: "replicas fall behind: the lag of a database is so many times as long",
  isFree: true,
  examples: `
replicas behind: { at: 10min, for: 2min, lag: db, by: 20 }
lag until seen: { at: 10min, lag: db, by: 20, until: { alert: mean > 1s, acts: 10min } }
`,
  schema: (when = whenOrForGood()) =>
    z.strictObject({
      ...when,
      lag: z.string().describe("A database with replicas"),
      by: number({ above: 0 }).describe("How many times as long"),
    }),
  dial: { rest: 1, turnedTo: ({ by }) => by },
});
