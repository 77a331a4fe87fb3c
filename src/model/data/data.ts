/** How a file describes the data that requests are about: named once, with keys that every part shares. */
import { z } from "zod";
import type { PopularityLaw } from "../../components/data/popularity.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { distributionOf, many, popularity, SIZE } from "../language/values/index.js";

/** The most keys: what is kept of each then stays below some tens of MB. */
export const KEYS_MAX = 1_000_000;

export interface DatumData {
  readonly keys: number;
  readonly popularity: PopularityLaw;
  readonly size?: DistributionSpec | undefined; // [bytes]
}

export const datum = (): z.ZodType<DatumData, unknown> =>
  z
    .strictObject({
      keys: many({ max: KEYS_MAX }).describe("Different keys, such as products or customers"),
      popularity: popularity()
        .prefault("uniform")
        .describe("How often each is asked for: `uniform`, `zipf(0.9)` or `hot(keys 100, share 50%)`"),
      size: distributionOf(SIZE).optional().describe("Size of what belongs to a key, drawn once for each"),
    })
    .superRefine(({ keys, popularity: law }, context) => {
      if (law.kind === "hot" && law.keys >= keys)
        context.addIssue({
          code: "custom",
          message: `${law.keys} of ${keys} keys cannot be the hot ones: fewer than all are`,
          path: ["popularity"],
        });
    });
