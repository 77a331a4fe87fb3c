/** What a model looks like, to be drawn: its sources of traffic and parts, and what they ask of each other. */
import { z } from "zod";
import type { Found } from "./estimate.js";

/** What a mark of a node looks like. Every kind of part says which is its own. */
const shape = z.enum(["people", "box", "compartment", "cylinder", "folder", "pipe", "fan", "hexagon", "frame", "line"]);
export type Shape = Found<typeof shape>;

/** A call waits for an answer; so do a query and a look-up; a message does not; what is parked was given up. */
const edgeKind = z.enum(["call", "query", "look-up", "message", "parked"]);
export type EdgeKind = Found<typeof edgeKind>;

const node = z.object({
  name: z.string(),
  type: z.string().describe('As `type:` says; of a source "traffic".'),
  shape,
  facts: z.array(z.string()).describe("What there is of it, in few words, the most telling first."),
  inside: z.string().optional().describe("The host that it is on, or the part in whose process it runs."),
  between: z.array(z.string()).optional().describe("Of a link: what it joins."),
  region: z.string().optional(),
  use: z
    .object({
      resource: z.string(),
      share: z.number().describe("Of its capacity; what is asked for may be more than there is."),
      queue: z.number().optional().describe("Mean number that wait."),
    })
    .optional()
    .describe("Of its busiest resource, where one is limited."),
  gives: z
    .object({
      resource: z.string(),
      rank: z.int().positive().describe("1: of all resources it was full first."),
      atMs: z.number().optional().describe("Since when, where the load changes."),
    })
    .optional(),
  struck: z
    .array(z.object({ name: z.string(), what: z.string(), fromMs: z.number() }))
    .optional()
    .describe("What the model's own timeline does to it."),
});
export type TopologyNode = Found<typeof node>;

const edge = z.object({
  from: z.string(),
  to: z.string(),
  kind: edgeKind,
  what: z.array(z.string()).describe("Endpoints, queries: what is asked for."),
  perSecond: z
    .number()
    .nullable()
    .describe("At the highest planned rate, by the model's own arithmetic; null: unknown."),
  link: z.string().optional().describe("Of the section `links`, where one lies between."),
});
export type TopologyEdge = Found<typeof edge>;

export const topology = z
  .object({
    used: z
      .enum(["asked", "mean", "peak"])
      .describe(
        "What `use` is: asked for at the highest rate, before any run; the mean of a run; or, where its traffic changes, the busiest bin of time.",
      ),
    nodes: z.array(node).describe("Sources first, then the parts in the order of the model."),
    edges: z.array(edge).describe("One for each kind of question that one asks another."),
  })
  .meta({ id: "topology", description: "What there is and what asks what, as boxes and arrows." });
export type TopologyFindings = Found<typeof topology>;
