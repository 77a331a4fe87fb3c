/** What only a database measures. */
import type { PartFigure } from "../../language/kinds.js";
import { RESENT } from "../network-link/figures.js";
import { AVAILABILITY, OUTAGE } from "../shared/breakdowns.js";
import { DATA_AGE, FRESHNESS } from "../shared/freshness.js";
import { OPEN_CONNECTIONS } from "../shared/kept-open.js";

export const DATABASE_FIGURES: readonly PartFigure[] = [
  OUTAGE,
  AVAILABILITY,
  RESENT,
  {
    name: "lag",
    measure: "lagMs",
    unit: "ms",
    goal: "less",
    summary: "From the commit of a write until a replica has applied it",
  },
  ...FRESHNESS,
  {
    name: "writes lost",
    measure: "writesLost",
    unit: "1",
    goal: "less",
    summary: "Share of the writes that no replica had when one took the place of a crashed primary",
  },
  {
    name: "reads behind",
    measure: "readsBehind",
    unit: "1",
    goal: "less",
    summary: "Share of the reads at replicas that begin before a write of any request is applied",
  },
  {
    name: "rows read",
    measure: "rowsRead",
    unit: "1/s",
    goal: "less",
    summary: "Rows that queries read to find theirs",
  },
  {
    name: "lock wait",
    measure: "lockWaitMs",
    unit: "ms",
    goal: "less",
    summary: "How long queries wait for a lock that they get",
  },
  {
    name: "conflicts",
    measure: "conflicts",
    unit: "1",
    goal: "less",
    summary: "Share of the locks asked for that another holds",
  },
  {
    name: "lock failures",
    measure: "lockFailures",
    unit: "1",
    goal: "less",
    summary: "Share of the locks asked for that are not got: at once, after `lock-wait`, or by a deadlock",
  },
  {
    name: "deadlocks",
    measure: "deadlocks",
    unit: "1/s",
    goal: "less",
    summary: "Owners of locks that wait for each other",
  },
  { name: "rows", measure: "rows", unit: "number", isLevel: true, goal: "neither", summary: "Rows in its tables" },
  DATA_AGE,
  {
    name: "refresh",
    measure: "refreshMs",
    unit: "ms",
    goal: "less",
    summary: "How long refreshes of its `views` take, with all waiting",
  },
  {
    name: "refreshes missed",
    measure: "refreshesMissed",
    unit: "1",
    goal: "less",
    summary: "Share of the refreshes of its `views` that failed, or were left out since the one before was under way",
  },
  {
    name: "moved",
    measure: "moved",
    unit: "1",
    isLevel: true,
    goal: "less",
    summary: "Share of the keys that have moved to another shard since the start",
  },
  {
    name: "moving",
    measure: "movingMs",
    unit: "ms",
    goal: "less",
    summary: "How long keys move when shards are added, until the last of them is there",
  },
  {
    name: "held",
    measure: "heldMs",
    unit: "ms",
    goal: "less",
    summary: "How long a transaction holds its connection",
  },
  {
    name: "rolled back",
    measure: "rolledBack",
    unit: "1",
    goal: "less",
    summary: "Share of the transactions that do not commit",
  },
  ...OPEN_CONNECTIONS,
];
