import { z } from "zod";
import { listed } from "../source/diagnostics.js";
import { laidOver } from "../source/load.js";
import { isMap } from "../source/source-tree.js";
import { type MomentData, momentKind, whenOrOnwards } from "./moment.js";

interface Becomes extends MomentData {
  readonly becomes: Readonly<Record<string, unknown>>;
}

const MAY_SAY = ["parts", "links", "edit"];

/** The system is another: the model with something laid over it, as a variant that extends it. */
export const becomes = momentKind<Becomes>({
  verb: "becomes",
  summary: "the system becomes another: what is laid over the model, as by a variant that `extends` it",
  examples: `
split: { at: 22min, for: 10min, becomes: { parts: { web: { instances: 8 } } } }
`,
  schema: () =>
    z.strictObject({
      ...whenOrOnwards(),
      becomes: z
        .record(z.string(), z.unknown())
        .describe("`parts:` and `links:` that change, come, or go with null; and `edit:` for steps"),
    }),
  about: () => "the system",
  contradicts: (one, other) => one.at === other.at, // A later one is laid over it.
  change: {
    said: "becomes",
    laid(root, said, refuse, diagnostics) {
      if (!isMap(said.content)) return root;
      for (const [key, { keyAt }] of said.content)
        if (!MAY_SAY.includes(key))
          refuse(`"${key}" cannot change while the system runs; say ${listed(MAY_SAY)}`, keyAt);
      return laidOver(root, { node: said, isOverlay: true }, diagnostics);
    },
  },
});
