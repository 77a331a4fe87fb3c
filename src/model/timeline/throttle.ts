import { z } from "zod";
import { TokenBucket } from "../../components/limits/token-bucket.js";
import { count, rate } from "../language/values/index.js";
import { RATE } from "../language/values/units.js";
import { askedPerSecond } from "./asks.js";
import { type MemberData, type MomentData, momentKind, whenOrForGood } from "./moment.js";

export interface Throttle extends MomentData {
  readonly throttle: string;
  readonly to: number; // [1/s]
  readonly burst?: number | undefined;
}

/** What comes faster is refused at once, before it holds anything there. */
export const throttle = momentKind<Throttle>({
  verb: "throttle",
  summary:
    "a part, or one of its endpoints or queries, takes only so much and refuses the rest at once, by a token bucket that is full at first",
  isFree: true,
  trials: [
    {
      fault: "throttled",
      words: "throttled to half",
      entries: ({ part, perSecond }) =>
        perSecond === null || perSecond === 0 ? null : [{ throttle: part, to: perSecond / 2 } as MemberData],
    },
  ],
  examples: `
throttled: { at: 16min, for: 1min, throttle: pay.charge, to: 20/s, burst: 5 }
throttled until seen: { at: 16min, throttle: pay.charge, to: 20/s, until: { alert: errors > 5%, acts: 10min } }
`,
  schema: (when = whenOrForGood()) =>
    z.strictObject({
      ...when,
      throttle: z
        .string()
        .describe(
          "A service, a database, a cache (a refused look-up is a miss), a work queue, `part.endpoint` or `part.query`",
        ),
      to: rate({ above: 0 }).describe("Requests that get through in the long run, from all callers together"),
      burst: count({ min: 1, max: 1_000_000 })
        .optional()
        .describe("How many may get through at once after a pause; those of one second if not given"),
    }),
  dial: { rest: 0, turnedTo: () => 1 },
  check(sense, path, { to }, about) {
    const asked = askedPerSecond(sense, about);
    if (asked !== null && to >= asked)
      sense.warn(
        [...path, "to"],
        `"${about}" is asked ${RATE.write(asked)} at most, so this refuses hardly any`,
        "throttle it to less",
      );
  },
});

export const bucketOf = ({ to, burst = Math.max(1, to) }: Throttle): TokenBucket => new TokenBucket(to / 1000, burst);
