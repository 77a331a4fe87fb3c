/** What the reads and writes of the replicas of a database share. */
import type { Histogram } from "../../engine/histogram.js";
import type { Acknowledged } from "./acknowledged.js";
import type { Failover } from "./failover.js";
import type { UnappliedWrites } from "./unapplied-writes.js";

export interface ReplicaState {
  readonly replicas: number; // Of each shard: the r-th of shard s is node s × replicas + r.
  readonly unapplied: UnappliedWrites;
  readonly last: Int32Array; // By shard: the replica of the latest read.
  reads: number;
  staleReads: number;
  readsBehind: number;
  readonly lagMs: Histogram;
  readonly acknowledged: Acknowledged | null; // Null: a writer waits for no replica.
  readonly failover: Failover | null;
}
