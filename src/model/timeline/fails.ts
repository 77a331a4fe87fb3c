import { z } from "zod";
import { percent } from "../language/values/index.js";
import { type MemberData, momentKind, whenOrForGood } from "./moment.js";

/** Each request or query meanwhile fails with this probability, independently. */
export const fails = momentKind({
  verb: "fails",
  summary: "a share of what an endpoint or a query is asked fails",
  isFree: true,
  trial: {
    fault: "fails",
    words: "half of it fails",
    entries: ({ part }) => [{ fails: part, share: 0.5 } as MemberData],
  },
  schema: (when = whenOrForGood()) =>
    z.strictObject({
      ...when,
      fails: z.string().describe("`part.endpoint` or `part.query`; or a service: all of its endpoints"),
      share: percent().describe("How many of them fail"),
    }),
  dial: { rest: 0, turnedTo: ({ share }) => share },
});
