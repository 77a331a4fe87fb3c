/** What each option does to the work is said of all that a file may say, and of nothing else. */
import { expect, it } from "vitest";
import { z } from "zod";
import { KINDS } from "../../src/model/language/catalogue.js";
import { type AnyEffects, isKnownWork, withoutLimits } from "../../src/model/language/effects.js";
import { language } from "../../src/model/language/model.js";
import { TRAFFIC_EFFECTS, traffic } from "../../src/model/traffic/traffic.js";

/** Of a part: what a policy of another step may say as well, a step that has fewer may leave out. */
const optionsOf = (schema: z.ZodType): string[] =>
  Object.keys((z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as { properties: object }).properties);

const all: readonly (readonly [string, z.ZodType, AnyEffects, readonly string[]])[] = [
  ...KINDS.parts.map((kind) => [kind.type, kind.options(language), kind.effects, []] as const),
  ...KINDS.steps.map((kind) => [kind.verb, kind.schema(language), kind.effects, []] as const),
  ["traffic", traffic(language), TRAFFIC_EFFECTS, ["requests", "to"]], // Which are a rate, and a mix of one, once they are read.
];

it.each(all)("every option of `%s`", (_, schema, effects, others) =>
  expect(optionsOf(schema).filter((option) => !(option in effects))).toEqual(others),
);

it("an option of which nothing is said is by chance, and kept before a backlog", () => {
  const effects = { cores: "known", queue: "limits", patience: "waits", timeout: "cuts short" } as const;
  expect(isKnownWork(effects, { cores: 2, queue: 5, patience: 7 })).toBe(true);
  expect(isKnownWork(effects, { cores: 2, odd: 1 })).toBe(false);
  expect(withoutLimits(effects, { cores: 2, queue: 5, patience: 7, timeout: 9, odd: 1 })).toEqual({
    cores: 2,
    queue: Number.POSITIVE_INFINITY,
    odd: 1,
  });
});
