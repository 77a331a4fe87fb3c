/** How a file describes where dead letters are kept. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import { countOrUnlimited } from "../../language/values/index.js";

export const deadLettersOptions = () =>
  z.strictObject({
    limit: countOrUnlimited().prefault("unlimited").describe("Messages that may be parked; more are dropped"),
  });

export const DEAD_LETTERS_EFFECTS: Effects<z.output<ReturnType<typeof deadLettersOptions>>> = { limit: "known" };
