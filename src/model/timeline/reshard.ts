import { z } from "zod";
import { count, duration } from "../language/values/index.js";
import { type MomentData, momentKind, when } from "./moment.js";

export interface Reshard extends MomentData {
  readonly reshard: string;
  readonly for: number;
  readonly to: number;
  readonly "key-time": number;
  readonly batch: number;
}

/** A database gets more shards, to which keys move. */
export const reshard = momentKind<Reshard>({
  verb: "reshard",
  summary:
    "a database gets more shards: keys move in the background, evenly over the time, or as fast as the copying goes if that is slower; until a key has moved, queries ask its old shard",
  examples: `
more shards: { at: 30min, for: 10min, reshard: db, to: 8, key-time: 1ms, batch: 100 }
`,
  schema: () =>
    z.strictObject({
      ...when(),
      reshard: z.string().describe("A database with `shards`"),
      to: count({ min: 2, max: 1000 }).describe("How many shards there are then"),
      "key-time": duration()
        .prefault("0ms")
        .describe("Work on the cores for each key that moves, on the shard that it leaves and again on its new one"),
      batch: count({ min: 1 }).prefault(100).describe("Keys that are copied together"),
    }),
});
