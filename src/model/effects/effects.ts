/** How a file says what should really happen, once for each request that was told so. */
import { z } from "zod";
import type { EffectSpec } from "../../components/effects/account.js";
import { duration } from "../language/values/index.js";

export interface EffectData {
  readonly for: string;
  readonly within?: number | undefined; // [ms]
}

export const effect = (): z.ZodType<EffectData, unknown> =>
  z.strictObject({
    for: z
      .string()
      .describe(
        "The endpoint: due once for each request that it answers well; or another effect: due once that has happened",
      ),
    within: duration({ above: 0, fixed: "what was promised is the same for everyone" })
      .optional()
      .describe("How soon after that it must happen; later counts as `late`"),
  });

/** Whether it is due for the answers of an endpoint, rather than for another effect. */
export const isForEndpoint = ({ for: cause }: EffectData): boolean => cause.includes(".");

/** The endpoint with whose answers its chain of causes begins; null where it begins with none. */
export function endpointOf(effects: Readonly<Record<string, EffectData>>, name: string): string | null {
  const seen = new Set<string>();
  let at = name;
  while (Object.hasOwn(effects, at) && !seen.has(at)) {
    seen.add(at);
    const { for: cause } = effects[at];
    if (isForEndpoint(effects[at])) return cause;
    at = cause;
  }
  return null;
}

/** @param effects without mistakes */
export function effectSpecs(effects: Readonly<Record<string, EffectData>>): readonly EffectSpec[] {
  const names = Object.keys(effects);
  return Object.entries(effects).map(([name, data]) => ({
    name,
    cause: isForEndpoint(data) ? null : names.indexOf(data.for),
    endpoint: endpointOf(effects, name) ?? "",
    withinMs: data.within ?? Number.POSITIVE_INFINITY,
  }));
}
