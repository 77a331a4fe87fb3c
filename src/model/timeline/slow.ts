import { z } from "zod";
import { number } from "../language/values/index.js";
import { momentKind, whenOrForGood } from "./moment.js";

/** Work begun meanwhile takes `by` times as long. */
export const slow = momentKind({
  verb: "slow",
  summary: "everything that a part does, or one of its endpoints or queries, takes so many times as long",
  schema: () =>
    z.strictObject({
      ...whenOrForGood(),
      slow: z.string().describe("A part, `part.endpoint` or `part.query`"),
      by: number({ above: 0 }).describe("How many times as long; below 1 it becomes faster"),
    }),
  dial: { rest: 1, turnedTo: ({ by }) => by },
});
