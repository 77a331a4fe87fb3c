import { z } from "zod";
import { setAt } from "../source/set-at.js";
import { isMap, type SourceNode } from "../source/source-tree.js";
import { valuePath } from "../source/value-path.js";
import { type MomentData, momentKind, whenOrOnwards } from "./moment.js";

interface SetData extends MomentData {
  readonly set: Readonly<Record<string, unknown>>;
}

/** Values of parts are others: an index added, a pool resized, instances added. */
export const set = momentKind<SetData>({
  verb: "set",
  summary: "values of parts change: an index added, a pool resized, instances added",
  examples: `
index added: { at: 20min, for: 10min, set: { db.queries.search.time: 6ms } }
`,
  schema: () =>
    z.strictObject({
      ...whenOrOnwards(),
      set: z.record(z.string(), z.unknown()).describe("Their new values: `shop-db.queries.search.time: 6ms`"),
    }),
  about: ({ set: values }) => Object.keys(values).join(", "),
  contradicts: (one, other) => one.at === other.at, // A later one is laid over it.
  change: {
    said: "set",
    laid(root, said, refuse) {
      if (!isMap(said.content)) return root;
      return [...said.content].reduce((node: SourceNode, [name, value]) => {
        const path = valuePath(node, name, ["parts"], "set");
        if (!("problem" in path)) return setAt(node, path, value);
        refuse(path.problem, value.keyAt);
        return node;
      }, root);
    },
  },
});
