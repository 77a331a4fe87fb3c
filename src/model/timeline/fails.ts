import { z } from "zod";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import type { Sense } from "../check/sense.js";
import { count, distribution, percent } from "../language/values/index.js";
import type { Path } from "../source/diagnostics.js";
import { type MemberData, type MomentData, momentKind, whenOrForGood } from "./moment.js";

export interface Fails extends MomentData {
  readonly fails: string;
  readonly share: number;
  readonly instance?: number | undefined;
  readonly after?: DistributionSpec | undefined;
}

/** Each request or query meanwhile fails with this probability, independently. */
export const fails = momentKind<Fails>({
  verb: "fails",
  summary:
    "a share of what an endpoint or a query is asked fails: a request before any of its steps, a query at its end",
  isFree: true,
  trials: [
    {
      fault: "fails",
      words: "half of it fails",
      entries: ({ part }) => [{ fails: part, share: 0.5 } as MemberData],
    },
  ],
  examples: `
bad release: { at: 12min, for: 2min, fails: web.order, share: 5%, instance: 1, after: 200ms }
fails for long: { at: 12min, fails: pay, share: 50%, until: { alert: errors > 5%, acts: 10min } }
`,
  schema: (when = whenOrForGood()) =>
    z.strictObject({
      ...when,
      fails: z.string().describe("`part.endpoint` or `part.query`; or a service: all of its endpoints"),
      share: percent().describe("How many of them fail"),
      instance: count({ min: 1 }).optional().describe("With a service: only at this instance, counted from 1"),
      after: distribution()
        .optional()
        .describe("With a service: how long a failing request holds a thread; it fails at once if not given"),
    }),
  dial: { rest: 0, turnedTo: ({ share }) => share },
  contradicts: (one, other) =>
    one.instance === undefined || other.instance === undefined || one.instance === other.instance,
  check(sense, path, { instance, after }, about) {
    const [part = ""] = about.split(".");
    checkInstance(sense, path, part, instance, "it fails as a whole");
    if (after !== undefined && sense.instancesOf(part) === null)
      sense.error([...path, "after"], `what fails at "${part}" fails at its end`, "take `after` out");
  },
});

/** Reports an instance that a part does not have. @param asWhole what is so without it */
export function checkInstance(
  sense: Sense,
  path: Path,
  part: string,
  instance: number | undefined,
  asWhole: string,
): void {
  if (instance === undefined) return;
  const most = sense.instancesOf(part);
  if (most === null)
    sense.error([...path, "instance"], `"${part}" has no instances`, `take \`instance\` out: ${asWhole}`);
  else if (instance > most) sense.error([...path, "instance"], `there is no instance ${instance} of ${most}`);
}
