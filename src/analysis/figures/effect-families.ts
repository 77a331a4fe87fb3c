/** The figures of an effect: what really happened of what requests were told. */
import type { Family } from "./figure.js";

type Named = Pick<Family, "name" | "measure" | "unit" | "goal" | "summary">;

const RATES: readonly Named[] = [
  {
    name: "due",
    measure: "due",
    unit: "1/s",
    goal: "neither",
    summary: "How many become due a second: requests that were told so",
  },
  {
    name: "in time",
    measure: "inTime",
    unit: "1",
    goal: "more",
    summary: "Share of the effects due that really happened, within the time promised where one is",
  },
  {
    name: "late",
    measure: "late",
    unit: "1",
    goal: "less",
    summary: "Share of those due that happened later than promised, or are under way for longer than that",
  },
  {
    name: "lost",
    measure: "lost",
    unit: "1",
    goal: "less",
    summary: "Share of those due that never happened: nothing works for them any more",
  },
  {
    name: "undone",
    measure: "undone",
    unit: "1",
    goal: "less",
    summary: "Share of those due that happened and were taken back, as the compensation of a saga does",
  },
  {
    name: "unfinished",
    measure: "unfinished",
    unit: "1",
    goal: "less",
    summary: "Share of those due still under way when the run ends, and not late yet; with the four above it is all",
  },
  {
    name: "twice",
    measure: "twice",
    unit: "1",
    goal: "less",
    summary: "Share of those due that happened more than once to one request",
  },
  {
    name: "uncalled-for",
    measure: "uncalledFor",
    unit: "1",
    goal: "less",
    summary: "Share of the requests to which it happened which failed, or for which its cause never happened",
  },
];

const PENDING: Named = {
  name: "pending",
  measure: "pendingMs",
  unit: "ms",
  goal: "less",
  summary: "From due until it happened; what is under way at the end of the run counts with its time so far",
};

const OPEN: Named = {
  name: "open",
  measure: "open",
  unit: "number",
  goal: "less",
  summary: "How many were due and had not happened, at the end of each bin of time: under way, or lost",
};

export const OF_EFFECTS: readonly Family[] = [
  ...RATES.map((each) => ({ ...each, scopes: ["effect"], statistics: "one" }) as const),
  { ...PENDING, scopes: ["effect"], statistics: "many" },
  { ...OPEN, scopes: ["effect"], statistics: "level" },
];
