import { z } from "zod";
import { momentKind, when } from "./moment.js";

/** All keys are gone at that instant; look-ups under way have had theirs. */
export const flush = momentKind({
  verb: "flush",
  summary: "a cache loses all that it holds",
  schema: () => z.strictObject({ at: when().at, flush: z.string().describe("A cache with `keys`") }),
  isInstant: true,
});
