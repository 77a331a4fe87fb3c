import { z } from "zod";
import { rate } from "../language/values/index.js";
import { type MomentData, momentKind, when } from "./moment.js";

export interface Redrive extends MomentData {
  readonly redrive: string;
  readonly rate?: number | undefined; // [1/s]
}

/** Dead letters go back to their queues. */
export const redrive = momentKind<Redrive>({
  verb: "redrive",
  summary:
    "the messages that are parked by then go back to the queues that gave them up, the oldest first; their attempts and what expires them begin anew, their deadline does not. It is background work, not traffic",
  examples: `
again: { at: 20min, redrive: parked, rate: 20/s }
`,
  schema: () =>
    z.strictObject({
      at: when().at,
      redrive: z.string().describe("A part of `type: dead-letters`"),
      rate: rate({ above: 0 }).optional().describe("How fast they go back; all at once if not given"),
    }),
  isInstant: true,
});
