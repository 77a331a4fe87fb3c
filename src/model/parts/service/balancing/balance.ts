/** How a file says in which way a service's requests are balanced. */
import { z } from "zod";
import type { Balancing } from "../../../../components/service/balancing/balancing.js";
import { EachKnows } from "../../../../components/service/balancing/each-knows.js";
import { InZone } from "../../../../components/service/balancing/in-zone.js";
import { sayIdle } from "../../../check/no-effect.js";
import type { Path, Sense } from "../../../check/sense.js";
import { type StepData, stepKindIn } from "../../../language/kinds.js";
import { withOtherWords } from "../../../language/other-words.js";
import { count, number } from "../../../language/values/index.js";
import { BY_KEY, BY_WORD } from "./catalogue.js";
import { hashSays } from "./hash.js";
import { BALANCE_WORDS } from "./other-words.js";
import type { BalancePolicy, Place } from "./policy.js";
import { powerOfSays } from "./power-of.js";
import { stickySays } from "./sticky.js";

type Word = (typeof BY_WORD)[number]["key"];
const word = () => withOtherWords(z.enum(BY_WORD.map(({ key }): Word => key)), BALANCE_WORDS);

const map = () =>
  z
    .strictObject({
      by: word().optional().describe("The rule, where further keys stand beside it"),
      weights: z
        .array(number({ min: 0 }))
        .optional()
        .describe(
          "A weight for each instance, in their order: how many of the requests it gets. For `round-robin`, `random` and `least-connections`",
        ),
      knows: z
        .enum(["all", "own"])
        .optional()
        .describe(
          "`all`: one balancer knows of all requests; `own`: each instance of a caller has a balancer that knows only of the requests it has sent itself",
        ),
      prefers: z.literal("own-zone").optional().describe("With `zones`: instances in the caller's zone come first"),
      "up-to": count({ min: 1 })
        .optional()
        .describe(
          "With `prefers`: once each instance in the caller's zone has so many requests outstanding, requests go to other zones. If not given, they do so only if the zone has no instance",
        ),
      ...powerOfSays(),
      ...stickySays(),
      ...hashSays(),
    })
    .superRefine((said, context) => {
      const given = keysGiven(said);
      if (given.length === 1) return;
      const message =
        given.length === 0
          ? `which policy is not said: give one of ${KEYS.join(", ")}`
          : `it says ${given.join(" and ")}: take one of them out, in an overlay with \`${given[0]}: null\``;
      context.addIssue({ code: "custom", message });
    });

export const balanceOption = () =>
  z
    .union([word(), map()])
    .default("least-connections")
    .describe(
      `How the balancer chooses an instance, by least-connections if not given: ${BY_WORD.map(({ key, summary }) => `\`${key}\`, ${summary}`).join("; ")}`,
    );

export type Balance = z.output<ReturnType<typeof map>>;
export type BalanceSaid = z.output<ReturnType<typeof balanceOption>>;

const KEYS = ["by", ...BY_KEY.map(({ key }) => key)];

const keysGiven = (said: object): string[] =>
  KEYS.filter((key) => (said as Readonly<Record<string, unknown>>)[key] !== undefined);

/** In one form. */
export const balanceOf = (said: BalanceSaid): Balance => (typeof said === "string" ? { by: said } : said);

export function policyOf(balance: Balance): BalancePolicy {
  const all: readonly BalancePolicy[] = balance.by === undefined ? BY_KEY : BY_WORD;
  const [key] = keysGiven(balance);
  const found = all.find((policy) => policy.key === (balance.by ?? key));
  if (found === undefined) throw new Error(`no such policy of balancing: ${JSON.stringify(balance)}`);
  return found;
}

export function buildBalancing(place: Place, balance: Balance): Balancing {
  const policy = policyOf(balance);
  const { weights, knows } = balance;
  const usual = (): Balancing =>
    (weights === undefined ? undefined : policy.weighed?.(weights)) ?? policy.build(place, balance);
  const { prefers, "up-to": upTo = Number.POSITIVE_INFINITY } = balance;
  if (prefers !== undefined && place.zones > 1) return new InZone(place.instances, place.zones, upTo, usual);
  return knows === "own" ? new EachKnows(place.instances, policy.buildOwn?.(place, balance) ?? usual) : usual();
}

/** For queueing theory, which knows some by their names. */
export function theoryName(said: BalanceSaid, instances: number): string {
  const balance = balanceOf(said);
  const policy = policyOf(balance);
  const name = policy.theory?.(balance, instances) ?? policy.key;
  const known = balance.knows === "own" && name !== "random" ? `${name}, each on its own` : name;
  return balance.weights === undefined ? known : `${known} by weight`;
}

interface Balanced {
  readonly balance: BalanceSaid;
  readonly zones?: { readonly count: number } | undefined;
  readonly endpoints: Readonly<Record<string, readonly StepData[]>>;
}

export function checkBalance(
  sense: Sense,
  at: Path,
  { balance: said, endpoints, zones }: Balanced,
  instances: number,
): void {
  const path = [...at, "balance"];
  sayIdle(sense, at, [
    ["balance", said !== "least-connections" && instances === 1, "there is one instance", "instances"],
  ]);
  const balance = balanceOf(said);
  const policy = policyOf(balance);
  policy.check?.(sense, path, balance);
  const { weights, replacement, first, bound, knows, prefers } = balance;
  sayIdle(sense, path, [
    ["knows", knows === "own" && policy.knowsNothing === true, `${policy.key} needs to know nothing`],
    ["replacement", replacement !== undefined && policy.key !== "power-of", "it is of `power-of`"],
    ["first", first !== undefined && policy.key !== "sticky", "it is of `sticky`"],
    ["prefers", prefers !== undefined && zones === undefined, "the service has no `zones`"],
    ["up-to", balance["up-to"] !== undefined && prefers === undefined, "it is of `prefers`"],
    ["bound", bound !== undefined && policy.key !== "hash", "it is of `hash`"],
  ]);
  if (knows === "own" && policy.needsAll === true)
    sense.error([...path, "knows"], `${policy.key} must know of all requests`, "take `knows` out");
  if (prefers !== undefined && (knows === "own" || policy.isByKey === true || policy.needsAll === true))
    sense.error(
      [...path, "prefers"],
      `not together with ${knows === "own" ? "`knows: own`" : policy.key}`,
      "take one of them out",
    );
  if (policy.needsWork === true) sayUnknownWork(sense, path, endpoints);
  if (weights === undefined) return;
  if (policy.weighed === undefined)
    sense.error([...path, "weights"], `${policy.key} has no weights`, `weigh ${WEIGHED.join(", ")}`);
  else if (weights.length !== instances)
    sense.error([...path, "weights"], `${weights.length} weights of ${instances} instances`, "give one for each");
  else if (weights.every((weight) => weight === 0))
    sense.error([...path, "weights"], "all of them are 0", "give those a weight that shall get requests");
}

const WEIGHED = BY_WORD.flatMap((policy: BalancePolicy) => (policy.weighed === undefined ? [] : [policy.key]));

/** Warns of what a request brings that a balancer cannot know before. */
function sayUnknownWork(sense: Sense, path: Path, endpoints: Balanced["endpoints"]): void {
  for (const [endpoint, steps] of Object.entries(endpoints)) {
    const unknown = steps.flatMap((step) => {
      const kind = stepKindIn(sense.kinds, step);
      return kind === undefined || kind.workMs !== undefined ? [] : [kind.verb];
    });
    if (unknown.length > 0)
      sense.warn(path, `what ${[...new Set(unknown)].join(" and ")} of ${endpoint} will take is not known before`);
  }
}
