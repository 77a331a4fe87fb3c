/** The figures of requests, resources and variants. Those of one type of part come with its kind. */
import { OF_EFFECTS } from "./effect-families.js";
import { type Family, LATENCY } from "./figure.js";

const ASKED = ["all", "endpoint", "source"] as const;

const OF_REQUESTS: readonly Family[] = [
  {
    name: LATENCY,
    unit: "ms",
    goal: "less",
    scopes: ASKED,
    statistics: "many",
    summary: "Time from the intended arrival to a good answer",
  },
  {
    name: "errors",
    unit: "1",
    goal: "less",
    scopes: [...ASKED, "part"],
    statistics: "one",
    summary:
      "Share of the requests that ended which failed; of a part, for a reason that it gave; `by` names the cause",
  },
  {
    name: "within",
    unit: "1",
    goal: "more",
    scopes: ASKED,
    statistics: "one",
    takes: "ms",
    summary: "Share of the offered requests that were answered well in that time: slow and failed ones count alike",
  },
  {
    name: "goodput",
    unit: "1/s",
    goal: "more",
    scopes: ASKED,
    statistics: "one",
    summary: "Good answers a second, counted when they are given",
  },
  {
    name: "throughput",
    unit: "1/s",
    goal: "more",
    scopes: ASKED,
    statistics: "one",
    summary: "Requests that end a second, whatever the outcome",
  },
  {
    name: "offered",
    unit: "1/s",
    goal: "neither",
    scopes: ASKED,
    statistics: "one",
    summary: "Arrivals a second: the offered load",
  },
];

const OF_RESOURCES: readonly Family[] = [
  {
    name: "utilisation",
    unit: "1",
    goal: "neither",
    scopes: ["resource"],
    statistics: "level",
    summary: "Share of the capacity in use; its max is that of the busiest bin of time",
  },
  {
    name: "busy",
    unit: "number",
    goal: "neither",
    scopes: ["resource"],
    statistics: "level",
    summary: "How many are in use at once: threads, connections, cores",
  },
  {
    name: "wait",
    unit: "ms",
    goal: "less",
    scopes: ["resource"],
    statistics: "many",
    summary: "Time in the queue for it, of those that got it; of shared cores, the time lost by sharing",
  },
  {
    name: "queue",
    unit: "number",
    goal: "less",
    scopes: ["resource"],
    statistics: "level",
    summary: "How many wait for it; its max is that of the longest bin of time",
  },
  {
    name: "refused",
    unit: "1/s",
    goal: "less",
    scopes: ["resource"],
    statistics: "one",
    summary: "Refusals a second: the queue was full, or patience ended",
  },
  {
    name: "hottest",
    unit: "1",
    goal: "less",
    scopes: ["resource"],
    statistics: "one",
    summary: "Utilisation of the busiest instance, replica or shard",
  },
  {
    name: "imbalance",
    unit: "number",
    goal: "less",
    scopes: ["resource"],
    statistics: "one",
    summary: "How many times the mean the busiest instance, replica or shard has in use; 1: all alike",
  },
  {
    name: "calls",
    unit: "number",
    goal: "neither",
    scopes: ["part"],
    statistics: "one",
    measure: "calls",
    summary: "How often the part is called for each request that arrives, every attempt of a retry counted",
  },
  {
    name: "attempts",
    unit: "number",
    goal: "less",
    scopes: ["part"],
    statistics: "one",
    measure: "attempts",
    summary: "Attempts for each call of the part that was wanted: 1 without retries",
  },
];

const OF_VARIANTS: readonly Family[] = [
  {
    name: "recovery",
    unit: "ms",
    goal: "less",
    scopes: ["variant", "moment"],
    statistics: "one",
    summary: "From the end of the spike, or of a moment of the timeline, until latency and errors are as before it",
  },
  {
    name: "drain",
    unit: "ms",
    goal: "less",
    scopes: ["variant", "moment", "part"],
    like: "depth",
    statistics: "one",
    summary:
      "From its end until no more wait in all queues than before it; of a queue of messages until no more wait there: `drain of mails`, of several moments `drain of mails after payment slow`",
  },
  {
    name: "lost",
    unit: "number",
    goal: "less",
    scopes: ["variant", "moment"],
    statistics: "one",
    summary:
      "Requests of a run that came since it began, until it is over and another begins, and were not answered well; at the same time each has them all",
  },
  {
    name: "detection",
    unit: "ms",
    goal: "less",
    scopes: ["moment"],
    statistics: "one",
    summary: "From the beginning of a moment that lasts until someone acts, until its alert fired",
  },
  {
    name: "reaction",
    unit: "ms",
    goal: "less",
    scopes: ["moment"],
    statistics: "one",
    summary: "From that alert until someone had acted, which ended it",
  },
  {
    name: "ceiling",
    unit: "1/s",
    goal: "more",
    scopes: ["variant"],
    statistics: "one",
    summary: "The highest load that meets the objectives, where the experiment asks for it with `ceiling:`",
  },
  {
    name: "headroom",
    unit: "number",
    goal: "more",
    scopes: ["variant"],
    statistics: "one",
    summary: "Ceiling ÷ expected peak: 2 bears twice the peak",
  },
  {
    name: "cost",
    unit: "number",
    goal: "less",
    scopes: ["variant"],
    statistics: "one",
    summary: "By the experiment's `cost:` prices, an hour; without prices, the units to pay for, cores among them",
  },
  {
    name: "cores",
    unit: "number",
    goal: "less",
    scopes: ["variant"],
    statistics: "one",
    summary: "Cores of all machines",
  },
  {
    name: "instances",
    unit: "number",
    goal: "less",
    scopes: ["variant"],
    statistics: "one",
    summary: "Instances of services",
  },
  {
    name: "complexity",
    unit: "number",
    goal: "less",
    scopes: ["variant"],
    statistics: "one",
    summary: "Parts, network hops and policies, each by its weight in `complexity:`, 1 if not given",
  },
];

const OF_BREAKERS: readonly Family[] = [
  {
    name: "breaker closed",
    unit: "ms",
    goal: "more",
    scopes: ["part"],
    statistics: "many",
    measure: "breakerClosedMs",
    summary: "How long the circuit breakers in front of the part stay closed, each time",
  },
  {
    name: "breaker open",
    unit: "ms",
    goal: "less",
    scopes: ["part"],
    statistics: "many",
    measure: "breakerOpenMs",
    summary: "How long they stay open, each time",
  },
];

export const FAMILIES: readonly Family[] = [
  ...OF_REQUESTS,
  ...OF_RESOURCES,
  ...OF_BREAKERS,
  ...OF_EFFECTS,
  ...OF_VARIANTS,
];
