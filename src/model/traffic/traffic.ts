/** How a file describes a source of requests. */
import { z } from "zod";
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import type { Effects } from "../language/effects.js";
import { withOtherWords } from "../language/other-words.js";
import { dotted, type Language, name } from "../language/policies.js";
import { count, distribution, numberDistribution, percent } from "../language/values/index.js";
import { type Bytes, bytesOption } from "../parts/network-link/options.js";
import { POLICY_EFFECTS, type Policies, policies } from "../policies/catalogue.js";
import { POLICY_WORDS } from "../policies/other-words.js";
import type { Path } from "../source/diagnostics.js";
import { ARRIVALS_WORDS, ENDPOINT_WORDS, MIX_WORDS, TRAFFIC_WORDS } from "./other-words.js";
import { type TrafficRate, trafficRate } from "./rate.js";
import { type RecordOptions, type RecordRate, recorded } from "./record.js";

/**
 * A source of requests: open (`rate`) or closed (`users`). A file's `to` becomes a mix of one, its `requests` a rate
 * with the shares of the record's endpoints as mix.
 */
export interface Traffic extends Policies {
  readonly rate?: TrafficRate | undefined;
  readonly arrivals: "poisson" | "constant" | { readonly gaps: DistributionSpec };
  readonly batch?: DistributionSpec | undefined;
  readonly users?: number | undefined;
  readonly think: DistributionSpec;
  readonly by?: string | undefined; // Data whose keys say whose requests these are.
  readonly bytes?: Bytes | undefined; // Of each request and its answer.
  readonly background?: boolean | undefined; // Its requests are load, and nothing that users see.
  readonly mix: Readonly<Record<string, number>>; // Shares of the endpoints that it asks; together 1.
}

export const traffic = (language: Language) =>
  withOtherWords(
    z
      .strictObject({
        rate: trafficRate().optional().describe("Arrivals a second, whether or not earlier ones were answered (open)"),
        arrivals: z
          .union([
            withOtherWords(z.enum(["poisson", "constant"]), ARRIVALS_WORDS),
            z.strictObject({
              gaps: numberDistribution().describe("The shape of the gaps: `lognormal(mean 1, cv 3)` comes in bursts"),
            }),
          ])
          .default("poisson")
          .describe(
            "Gaps between arrivals: exponential (poisson), all equal (constant), or of any shape (its mean does not matter)",
          ),
        batch: numberDistribution()
          .optional()
          .describe("Requests that arrive together, such as those of one page; `rate` still counts single requests"),
        users: count({ min: 1, max: 1_000_000 })
          .optional()
          .describe("Users who wait for each answer before they ask again (closed)"),
        requests: recorded().optional(),
        think: distribution().prefault("0ms").describe("Time a user thinks between answer and next request"),
        by: name()
          .optional()
          .describe(
            "The data that say whose requests these are, such as `customer`. With `users`, each user is the same customer in all requests",
          ),
        bytes: bytesOption().optional(),
        background: z
          .boolean()
          .optional()
          .describe(
            "Work that no user waits for, such as a backup or a report. It is load like any other, but the figures of all requests leave it out, and searches for the ceiling do not scale it. It has figures of its own, under the name of this source",
          ),
        to: withOtherWords(dotted("part.endpoint"), ENDPOINT_WORDS)
          .optional()
          .describe("The endpoint all requests go to"),
        mix: withOtherWords(z.record(dotted("part.endpoint"), percent()), MIX_WORDS)
          .optional()
          .describe("Shares of the endpoints; they must add up to 100%"),
        ...policies(language),
      })
      .superRefine((source, context) => {
        const say = (message: string, path: string[] = []) => context.addIssue({ code: "custom", message, path });
        const given = [source.rate, source.users, source.requests].filter((each) => each !== undefined);
        if (given.length !== 1)
          say("give either a rate (open traffic), users (closed) or requests (a record), and only one of them");
        const tellsTargets = source.requests?.to !== undefined;
        if (source.batch !== undefined && source.users !== undefined)
          say("batches need a rate: each user asks for one thing at a time", ["batch"]);
        if (source.batch !== undefined && source.requests !== undefined)
          say("the record says which requests arrive together", ["batch"]);
        if (tellsTargets && (source.to !== undefined || source.mix !== undefined))
          say("the record has a column of endpoints (`requests: { to }`): give either that or this", [
            source.to === undefined ? "mix" : "to",
          ]);
        if (!tellsTargets && (source.to === undefined) === (source.mix === undefined))
          say("give either `to` or a `mix` of endpoints");
        const whole = Object.values(source.mix ?? { all: 1 }).reduce((a, b) => a + b, 0);
        if (Math.abs(whole - 1) > 1e-6)
          say(`the shares must add up to 100%, found ${Number((whole * 100).toPrecision(6))}%`, ["mix"]);
      }),
    TRAFFIC_WORDS,
    POLICY_WORDS,
  ).transform(({ to, requests, ...source }) => ({
    ...source,
    ...(requests === undefined ? {} : { rate: inPlaceOfRate(requests) }),
    mix: source.mix ?? (to === undefined ? {} : { [to]: 1 }),
  }));

const inPlaceOfRate = ({ from, ...options }: RecordOptions): RecordRate => ({ record: from, ...options });

export const TRAFFIC_EFFECTS: Effects<Traffic> = {
  rate: "known",
  arrivals: "known",
  batch: "by chance",
  users: "by chance",
  think: "known",
  by: "known",
  bytes: "known",
  mix: "known",
  background: "known",
  ...POLICY_EFFECTS,
};

/** The sources whose requests are users'. */
export const usersOf = <Source extends Pick<Traffic, "background">>(
  traffic: Readonly<Record<string, Source>>,
): Readonly<Record<string, Source>> =>
  Object.fromEntries(Object.entries(traffic).filter(([, { background }]) => background !== true));

const isAbout = (path: Path, key: string): boolean => path[0] === "traffic" && path[2] === key;

/** The path in the model of a path in the file. */
export const inModel = (path: Path): Path => {
  if (isAbout(path, "to")) return [...path.slice(0, 2), "mix"];
  if (!isAbout(path, "requests")) return path;
  return [...path.slice(0, 2), "rate", ...path.slice(3).map((key) => (key === "from" ? "record" : key))];
};

/** The path in the file of a path in the model. @param data of the file */
export function inFile(path: Path, data: unknown): Path {
  if (!isAbout(path, "mix") && !isAbout(path, "rate")) return path;
  const { traffic } = data as {
    traffic: Readonly<Record<string, { readonly to?: unknown; readonly requests?: object }>>;
  };
  const { to, requests } = traffic[String(path[1])] ?? {};
  const source = path.slice(0, 2);
  if (isAbout(path, "rate")) return requests === undefined ? path : [...source, "requests", ...path.slice(3)];
  if (requests !== undefined && "to" in requests) return [...source, "requests", "to"];
  return to === undefined ? path : [...source, "to"];
}
