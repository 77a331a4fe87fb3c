import { z } from "zod";
import { count, number } from "../language/values/index.js";
import { type MemberData, type MomentData, momentKind, whenOrForGood } from "./moment.js";

export interface Slow extends MomentData {
  readonly slow: string;
  readonly by: number;
  readonly instance?: number | undefined;
}

/** What begins meanwhile takes `by` times as long. */
export const slow = momentKind<Slow>({
  verb: "slow",
  summary: "everything that a part does, or one of its endpoints or queries, takes so many times as long",
  isFree: true,
  trial: { fault: "slow", words: "ten times as slow", entries: ({ part }) => [{ slow: part, by: 10 } as MemberData] },
  schema: (when = whenOrForGood()) =>
    z.strictObject({
      ...when,
      slow: z.string().describe("A part, `part.endpoint` or `part.query`"),
      by: number({ above: 0 }).describe("How many times as long; below 1 it becomes faster"),
      instance: count({ min: 1 }).optional().describe("Of a service: this instance alone, counted from 1"),
    }),
  dial: { rest: 1, turnedTo: ({ by }) => by },
  contradicts: (one, other) =>
    one.instance === undefined || other.instance === undefined || one.instance === other.instance,
  check(sense, path, { instance }, about) {
    if (instance === undefined) return;
    const [part = ""] = about.split(".");
    const most = sense.instancesOf(part);
    if (most === null)
      sense.error([...path, "instance"], `"${part}" has no instances`, "take `instance` out: it is slow as a whole");
    else if (instance > most) sense.error([...path, "instance"], `there is no instance ${instance} of ${most}`);
  },
});
