/** A deadlock: which requests wait for which, since when, and who is affected. */
import { z } from "zod";
import { count, type Found } from "./estimate.js";

const some = z.int().positive();

const stuckResource = z.object({ part: z.string(), resource: z.string() }); // "threads", "workers", "pool" …
export type StuckResource = Found<typeof stuckResource>;

export const standstill = z
  .object({
    replications: some.describe("In which it came to that, of so many in `of`."),
    of: some,
    firstMs: z.number().describe("The earliest moment, from the start of its run; of that run is the rest."),
    links: z.array(z.object({ holds: stuckResource, waitsFor: stuckResource, requests: some })),
    behind: count.describe("More requests that wait for what these hold."),
    endpoints: z.array(z.string()).describe("That may come there."),
    always: z
      .array(z.string())
      .describe("Of those, the ones that end there some time, however lucky: nothing of them is answered any more."),
  })
  .nullable()
  .describe("Requests that wait for each other for ever; null where none do.");
export type StandstillFindings = NonNullable<Found<typeof standstill>>;
