/** How a file describes a pooler. */
import { z } from "zod";
import type { Path, Sense } from "../../check/sense.js";
import type { Effects } from "../../language/effects.js";
import { count, countOrUnlimited, distribution } from "../../language/values/index.js";
import { KEPT_EFFECTS, keptOpen } from "../shared/kept-open.js";
import { order } from "../shared/queue-order.js";

export const poolerOptions = () =>
  z.strictObject({
    mode: z
      .enum(["transaction", "session"])
      .default("transaction")
      .describe(
        "How long a server connection is lent: `transaction`, for one query or transaction; `session`, to a client connection from its first query until it is closed, so that connections of a pool in front keep theirs",
      ),
    connections: count({ min: 1, max: 1_000_000 }).describe("Server connections that it may open to the database"),
    ...keptOpen(
      "Server connections open from the start and kept open; the others are opened when needed. None if not given",
    ),
    clients: countOrUnlimited({ min: 1 })
      .prefault("unlimited")
      .describe("Client connections that it accepts; more are refused at once"),
    connect: distribution()
      .optional()
      .describe(
        "Time to open a client connection, paid by queries that come without a pool, and by pools that open one",
      ),
    time: distribution().optional().describe("Time that a query takes on its way through it"),
    acquire: distribution()
      .optional()
      .describe("How long a request waits for a server connection before it fails; for ever if not given"),
    queue: countOrUnlimited().prefault("unlimited").describe("Requests that may wait for a server connection"),
    order: order("a server connection"),
  });

export type PoolerOptions = z.output<ReturnType<typeof poolerOptions>>;

export const POOLER_EFFECTS: Effects<PoolerOptions> = {
  mode: "by chance",
  connections: "known",
  ...KEPT_EFFECTS,
  clients: "known",
  connect: "known",
  time: "known",
  acquire: "waits",
  queue: "limits",
  order: "known",
};

/** The options of a pooler of that name; null, and a mistake at `path`, where there is none. */
export const poolerIn = (sense: Sense, name: string, path: Path): PoolerOptions | null =>
  sense.part<PoolerOptions>(name, "pooler", path);
