/** How a file describes an outbox. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import { type Language, name } from "../../language/policies.js";
import { count, distribution, duration } from "../../language/values/index.js";

export const outboxOptions = (_language: Language) =>
  z.strictObject({
    in: name().describe(
      "The database whose table it is: what a transaction there publishes is there from its commit, and never if it is rolled back",
    ),
    to: name().describe("Where its relay publishes them: a topic, or a work queue"),
    poll: duration({ above: 0, fixed: "it polls on a schedule" })
      .optional()
      .describe("Time from one poll to the next; one that is due while another runs is left out"),
    most: count({ min: 1, max: 1_000_000 }).prefault(100).describe("The most rows that a poll takes"),
    stream: distribution()
      .optional()
      .describe(
        "Instead of `poll`: follows the log of the database (change data capture). A row is seen this long after its commit, in the order of commits; one that is refused is tried again after 300 ms",
      ),
    time: distribution()
      .optional()
      .describe("To publish one message and get the broker's acknowledgement, one after the other"),
    writes: name().optional().describe("The query that adds a row, in the transaction that publishes"),
    reads: name().optional().describe("The query of each poll, whether it finds any rows or not"),
    marks: name()
      .optional()
      .describe(
        "The query that marks what a poll has published; what it cannot mark, since it fails or the relay is down, is published again",
      ),
  });

export type OutboxOptions = z.output<ReturnType<typeof outboxOptions>>;

export const OUTBOX_EFFECTS: Effects<OutboxOptions> = {
  in: "known",
  to: "known",
  poll: "known",
  most: "known",
  stream: "known",
  time: "known",
  writes: "known",
  reads: "by chance",
  marks: "by chance",
};
