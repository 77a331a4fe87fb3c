import { z } from "zod";
import { count, number } from "../language/values/index.js";
import { checkInstance } from "./fails.js";
import { type MemberData, type MomentData, momentKind, whenOrForGood } from "./moment.js";

export interface Slow extends MomentData {
  readonly slow: string;
  readonly by: number;
  readonly instance?: number | undefined;
  readonly replicas?: number | undefined;
}

/** What an entry about some of a database's replicas is about. */
export const replicasOf = (database: string): string => `replicas of ${database}`;

/** What begins meanwhile takes `by` times as long. */
export const slow = momentKind<Slow>({
  verb: "slow",
  summary: "everything that a part does, or one of its endpoints or queries, takes so many times as long",
  isFree: true,
  about: ({ slow, replicas }) => (replicas === undefined ? slow : replicasOf(slow)),
  trials: [
    { fault: "slow", words: "ten times as slow", entries: ({ part }) => [{ slow: part, by: 10 } as MemberData] },
  ],
  examples: `
payments stall: { at: 5min, for: 5s, slow: pay, by: 100, instance: 1 }
replica slow: { at: 5min, slow: db, by: 10, replicas: 1, until: { alert: errors > 5%, over: 1min, held: 1min, acts: 10min } }
`,
  schema: (when = whenOrForGood()) =>
    z.strictObject({
      ...when,
      slow: z.string().describe("A part, `part.endpoint` or `part.query`"),
      by: number({ above: 0 }).describe("How many times as long; below 1 it becomes faster"),
      instance: count({ min: 1 }).optional().describe("With a service: only this instance, counted from 1"),
      replicas: count({ min: 1 })
        .optional()
        .describe("With a database: only so many of its replicas, the first ones: what they read and replay"),
    }),
  dial: { rest: 1, turnedTo: ({ by }) => by },
  contradicts: (one, other) =>
    one.instance === undefined || other.instance === undefined || one.instance === other.instance,
  check(sense, path, { instance }, about) {
    const [part = ""] = about.split(".");
    checkInstance(sense, path, part, instance, "it is slow as a whole");
  },
});
