import { z } from "zod";
import { stepKind } from "../language/kinds.js";
import { name } from "../language/policies.js";

/** Something that really happens, whatever the request was told: an order confirmed, money taken. */
export const effect = stepKind({
  verb: "effect",
  summary:
    "says that this really happens here, to whatever request the steps work for: the model's `effects` say what should",
  examples: "- { effect: paid, undo: true }",
  schema: () =>
    z.strictObject({
      effect: name().describe("Which of the model's `effects`"),
      undo: z.boolean().optional().describe("Takes the effect back, as the compensation of a saga does"),
    }),
  effects: { effect: "known", undo: "known" },
  inside: () => [],
  visits: () => null,
  makes: (step) => ({ effect: step.effect, undoes: step.undo === true }),
  write(site, step) {
    const { ledger } = site.assembly;
    if (ledger !== null) site.program.add(ledger.step(step.effect, step.undo === true));
  },
  check(sense, step) {
    const { effects } = sense.model;
    const names = Object.keys(effects);
    if (names.length === 0)
      sense.error(
        [...sense.path, "effect"],
        `there is no effect "${step.effect}"`,
        `declare it: \`effects: { ${step.effect}: { for: web.order } }\``,
      );
    else sense.oneOf(step.effect, names, [...sense.path, "effect"], `there is no effect "${step.effect}"`);
    return 0;
  },
  outline: () => [],
});
