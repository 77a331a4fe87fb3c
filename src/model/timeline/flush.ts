import { z } from "zod";
import { type MemberData, momentKind, type When, when } from "./moment.js";

/** All keys are gone at that instant; look-ups under way have had theirs. */
export const flush = momentKind({
  verb: "flush",
  summary: "a cache loses all that it holds",
  isFree: true,
  trials: [{ fault: "flush", words: "flushed", entries: ({ part }) => [{ flush: part } as MemberData] }],
  examples: `
cold: { at: 15min, flush: catalogue }
`,
  schema: (at = { at: when().at } as When) =>
    z.strictObject({ ...at, flush: z.string().describe("A cache with `keys`") }),
  isInstant: true,
});
