/** The figures of requests, resources and variants. Those of one type of part come with its kind. */
import { OF_EFFECTS } from "./effect-families.js";
import { type Family, LATENCY } from "./figure.js";
import { OF_VARIANTS } from "./variant-families.js";

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
    name: "degraded",
    unit: "1",
    goal: "less",
    scopes: ASKED,
    statistics: "one",
    summary:
      "Share of the requests that ended which were answered with less than they asked for, by a fallback that says so; they count as errors",
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
    name: "capacity",
    unit: "number",
    goal: "neither",
    scopes: ["resource"],
    statistics: "level",
    summary:
      "How many of it there are, which may change: an adaptive limit, threads that a timeline sets; its max is that of the highest bin of time",
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

const OF_POLICIES: readonly Family[] = [
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
  {
    name: "breaker tripped",
    unit: "1",
    goal: "less",
    scopes: ["part"],
    statistics: "one",
    measure: "breakerTripped",
    absent: 0,
    summary: "Share of the time in which they are open or half open, in the mean of all of them",
  },
  {
    name: "breaker trips",
    unit: "1/s",
    goal: "less",
    scopes: ["part"],
    statistics: "one",
    measure: "breakerTrips",
    absent: 0,
    summary: "How often they open, having been closed; of all of them together",
  },
  {
    name: "hedged",
    unit: "number",
    goal: "neither",
    scopes: ["part"],
    statistics: "one",
    measure: "hedged",
    absent: 0,
    summary: "Further requests sent for each call of the part that is hedged: 0.05 are 5% more load",
  },
];

export const FAMILIES: readonly Family[] = [
  ...OF_REQUESTS,
  ...OF_RESOURCES,
  ...OF_POLICIES,
  ...OF_EFFECTS,
  ...OF_VARIANTS,
];
