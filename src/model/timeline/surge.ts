import { z } from "zod";
import { duration, number } from "../language/values/index.js";
import { withSpike } from "../traffic/rate.js";
import { momentKind, when } from "./moment.js";

/** A spike of the source's rate, as `rate: { base, spikes }` says it. */
export const surge = momentKind({
  verb: "traffic",
  summary: "a source sends so many times as much",
  examples: `
flash sale: { at: 18min, for: 3min, rise: 20s, traffic: shoppers, by: 5 }
`,
  schema: () =>
    z.strictObject({
      at: when().at.describe("When it begins to rise"),
      for: when().for.describe("How long it stays at its height"),
      rise: duration().prefault("0ms").describe("How long it takes to rise, and to fall again"),
      traffic: z.string().describe("A source with a constant rate"),
      by: number({ min: 0 }).describe("How many times the rate"),
    }),
  lengthMs: ({ for: lasts, rise }) => lasts + 2 * rise,
  others: ({ traffic }) => Object.keys(traffic),
  inOtherWords(model, { at, for: lasts, rise, traffic: name, by }) {
    const source = model.traffic[name];
    if (source?.rate === undefined) return model;
    const rate = withSpike(source.rate, by, { at, lasts, rise, fall: rise });
    return rate === null ? model : { ...model, traffic: { ...model.traffic, [name]: { ...source, rate } } };
  },
  check(sense, path, { by, for: lasts, rise, at }, name) {
    const { rate, users } = sense.model.traffic[name] ?? {};
    if (by === 1) sense.error([...path, "by"], "this changes nothing");
    if (users !== undefined) {
      sense.error([...path, "traffic"], `the users of "${name}" wait for answers, so they have no rate to surge`);
      return;
    }
    if (rate === undefined || withSpike(rate, by, { at, lasts, rise, fall: rise }) === null)
      sense.error([...path, "traffic"], `the rate of "${name}" is not constant`, "say the surge in its `rate`");
  },
});
