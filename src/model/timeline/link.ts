import { z } from "zod";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { suggest } from "../check/remarks.js";
import { distribution, duration, percent } from "../language/values/index.js";
import { endsOf, linkBetween, linksBetween, linksIn } from "../parts/network-link/between.js";
import { GIVEN_UP_MS } from "../parts/network-link/options.js";
import { type Asks, asksIn } from "./asks.js";
import { type MemberData, type MomentData, momentKind, whenOrForGood } from "./moment.js";

export interface Link extends MomentData {
  readonly link: string | readonly [string, string];
  readonly loss?: number | undefined;
  readonly apart?: true | undefined;
  readonly delay?: DistributionSpec | undefined;
  readonly "give-up": number;
}

/**
 * Half of what is lost is lost on the way there, the other half on the way back, when the work has been done. Without an
 * answer a caller waits for its own timeout or deadline, and at most until the connection is given up.
 */
export const link = momentKind<Link>({
  verb: "link",
  summary:
    "the network between two parts loses a share of what one asks the other, half on the way there and half on the way back, or all of it, or adds a delay; who gets no answer waits for its own timeout or deadline",
  isFree: true,
  trials: [
    {
      fault: "lossy",
      words: "a fifth lost on the way",
      entries: ({ part, askedBy, lastsMs }) =>
        waysTo(part, askedBy).map((link) => ({ link, loss: 0.2, "give-up": lastsMs }) as MemberData),
    },
    {
      fault: "apart",
      words: "nothing gets over it",
      entries: ({ part, askedBy, lastsMs }) =>
        askedBy.length > 0 ? null : [{ link: part, apart: true, "give-up": lastsMs } as MemberData],
    },
  ],
  examples: `
half lost: { at: 14min, for: 1min, link: [web, pay], loss: 50%, give-up: 30s }
far away: { at: 14min, for: 1min, link: [web, pay], delay: 100ms }
apart: { at: 14min, for: 1min, link: ocean, apart: true }
apart until seen: { at: 14min, link: ocean, apart: true, until: { alert: errors > 5%, acts: 10min } }
`,
  schema: (when = whenOrForGood()) =>
    z
      .strictObject({
        ...when,
        link: z
          .union([z.tuple([z.string(), z.string()]), z.string()])
          .describe(
            "Two parts, sources of traffic or regions, such as [web, pay] or [eu, us]: whichever asks the other; or the name of a link",
          ),
        loss: percent({ above: 0 })
          .optional()
          .describe(
            "Share of the requests that get no answer. For messages that are lost and sent again, set the `loss` of a link",
          ),
        apart: z.literal(true).optional().describe("Nothing gets there"),
        delay: distribution().optional().describe("Time added in each direction"),
        "give-up": duration({ above: 0, fixed: "a connection is given up after the same time" })
          .prefault(`${GIVEN_UP_MS / 1000}s`)
          .describe("After this time a request without an answer fails; a look-up in a cache is a miss"),
      })
      .superRefine(({ loss, apart, delay }, context) => {
        if (loss === undefined && apart === undefined && delay === undefined)
          context.addIssue({ code: "custom", message: "this changes nothing: give `loss`, `apart: true` or `delay`" });
        if (apart !== undefined && (loss ?? delay) !== undefined)
          context.addIssue({
            code: "custom",
            message: "apart, nothing gets there: take out the rest",
            path: ["apart"],
          });
      }) as unknown as z.ZodType<Link>,
  about: ({ link }) => (typeof link === "string" ? link : linkBetween(...link)),
  dial: { rest: 0, turnedTo: () => 1 },
  lingersMs: ({ loss, apart, "give-up": givenUpMs }) => ((loss ?? apart) === undefined ? 0 : givenUpMs),
  isBetween: true,
  contradicts: (a, b) => (loses(a) && loses(b)) || (a.delay !== undefined && b.delay !== undefined),
  check(sense, path, { link: ends }) {
    const { parts, traffic, regions } = sense.model;
    const asks = asksIn(sense);
    if (typeof ends === "string") {
      const names = linksIn(sense.model).map(([name]) => name);
      sense.oneOf(ends, names, [...path, "link"], `there is no link "${ends}"`);
      return;
    }
    const known = [...Object.keys(parts), ...Object.keys(traffic), ...Object.keys(regions)];
    const unknown = ends.findIndex((end) => !known.includes(end));
    if (unknown >= 0) {
      const name = ends[unknown] ?? "";
      sense.error([...path, "link", unknown], `there is no part, source or region "${name}"`, suggest(name, known));
      return;
    }
    const [one, other] = ends;
    const between = linkBetween(one, other);
    const { model } = sense;
    if (asks.some(({ from, to }) => linksBetween(endsOf(model, from), endsOf(model, to)).includes(between))) return;
    sense.error([...path, "link"], `neither of "${one}" and "${other}" asks the other`, talksTo(asks, ends));
  },
});

const waysTo = (part: string, askedBy: readonly string[]): Link["link"][] =>
  askedBy.length === 0 ? [part] : askedBy.map((caller) => [caller, part]);

const loses = ({ loss, apart }: Link): boolean => loss !== undefined || apart !== undefined;

function talksTo(asks: readonly Asks[], ends: readonly string[]): string {
  const said = ends.flatMap((end) => {
    const others = asks.flatMap(({ from, to }) => (from === end ? [to] : to === end ? [from] : []));
    return others.length === 0 ? [] : [`${end} with ${[...new Set(others)].join(", ")}`];
  });
  return said.length === 0 ? "no request comes to either" : `there is a link of ${said.join("; and of ")}`;
}
