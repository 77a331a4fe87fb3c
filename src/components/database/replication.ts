/**
 * Asynchronous replication: a write committed on the primary is sent to every replica, arrives after a lag, and is
 * replayed there, one write at a time, on cores that also serve reads.
 *
 * Measures: `lagMs`, from commit to applied, of every write on every replica; and shares of the reads on replicas. Where
 * queries say what they are about, see `data/freshness.ts`. Otherwise `staleReads` is of those that begin before a write of
 * the same request is applied there. `readsBehind` begin before any write is: the most that can be stale.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { Slots } from "../../engine/slots.js";
import { NOTHING, type Step } from "../../engine/step.js";
import { Delay } from "../../engine/steps/delay.js";
import { HoldSlot } from "../../engine/steps/hold-slot.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import type { Datum } from "../data/datum.js";
import type { Freshness } from "../data/freshness.js";
import type { Breakdowns } from "../faults/breakdowns.js";
import { UntilUp } from "../faults/until-up.js";
import { Hook } from "../steps/instant-step.js";
import { Acknowledged } from "./acknowledged.js";
import type { Failover } from "./failover.js";
import type { About, Nodes } from "./nodes.js";
import type { ReplicaState } from "./replica-state.js";
import { ChooseReplica, NoteRead } from "./replicated-reads.js";
import { Applied, Replicate, Vanishes } from "./replicated-writes.js";
import { UnappliedWrites } from "./unapplied-writes.js";

export interface ReplicationOptions {
  readonly freshness: Freshness | null; // Of reads at the replicas, where any is of named data that are written.
  readonly waitsFor: number; // Replicas that have applied a write before it is answered; 0: none.
  readonly failover: Failover | null;
}

export class Replication {
  readonly measures: readonly Measure[];
  private readonly flow: Flow;
  private readonly breakdowns: Breakdowns | null;
  private readonly lag: Sampler | null;
  private readonly appliers: readonly Slots[]; // One slot each: writes are replayed serially.
  private readonly state: ReplicaState;
  private readonly freshness: Freshness | null;
  private readonly applied = new Map<Datum, Int32Array[]>(); // The version of each key on each replica of its shard.

  /** @param replicas of each shard @param breakdowns of all of them; null: they never go down */
  constructor(
    flow: Flow,
    { replicas, shards }: { readonly replicas: number; readonly shards: number },
    lagMs: Sampler | null,
    columns: WaitingColumns,
    breakdowns: Breakdowns | null,
    { freshness, waitsFor, failover }: ReplicationOptions,
  ) {
    this.flow = flow;
    this.freshness = freshness;
    failover?.among(replicas, breakdowns, waitsFor === 0);
    this.breakdowns = breakdowns;
    this.lag = lagMs;
    this.state = {
      replicas,
      unapplied: new UnappliedWrites(replicas * shards),
      last: new Int32Array(shards).fill(-1),
      reads: 0,
      staleReads: 0,
      readsBehind: 0,
      lagMs: new Histogram(),
      acknowledged: waitsFor === 0 ? null : new Acknowledged(flow, waitsFor),
      failover,
    };
    const none = flow.addCause("replay", "");
    const slots = {
      capacity: 1,
      queueMax: Number.POSITIVE_INFINITY,
      patience: null,
      whenFull: none,
      whenImpatient: none,
    };
    const waiting = new Histogram();
    this.appliers = Array.from({ length: replicas * shards }, () => new Slots(flow, slots, columns, waiting));
    const state = this.state;
    this.measures = [
      { kind: "duration", name: "lagMs", histogram: state.lagMs },
      ...(freshness?.measures ?? [
        { kind: "ratio", name: "staleReads", part: () => state.staleReads, whole: () => state.reads } as const,
      ]),
      { kind: "ratio", name: "readsBehind", part: () => state.readsBehind, whole: () => state.reads },
      ...(failover === null ? [] : [failover.measure]),
    ];
  }

  /** Sends reads in turn (round robin) to the replicas of their shard that are up. */
  chooseReplica(shard: Int32Column): ChooseReplica {
    return new ChooseReplica(this.flow, this.state, shard, this.breakdowns);
  }

  /** Runs when a read begins on its replica, after all waiting. */
  noteRead({ chosen }: ChooseReplica, about: About | null): Step {
    const behind = new NoteRead(this.flow, this.state, chosen);
    const { freshness } = this;
    if (freshness === null || about === null) return behind;
    const { datum, key } = about;
    const { replicas } = this.state;
    const applied = this.appliedOf(datum);
    return new Hook((request) => {
      behind.enter(request);
      const asked = key.of(request);
      freshness.read(request, datum, asked, applied[chosen.at[request] % replicas][asked]);
    });
  }

  /** The same of a read at the primary in the place of a replica, which is never stale. */
  noteReadAtPrimary(about: About | null): Step {
    const { freshness } = this;
    if (freshness === null || about === null) return NOTHING;
    const { datum, key } = about;
    return new Hook((request) => {
      const asked = key.of(request);
      freshness.read(request, datum, asked, datum.versions.latest(asked));
    });
  }

  /** A writer leaves while it waits for replicas. */
  stopsWaiting(writer: RequestId): void {
    this.state.acknowledged?.leaves(writer);
  }

  private appliedOf(datum: Datum): Int32Array[] {
    const known = this.applied.get(datum);
    if (known !== undefined) return known;
    const originals = Array.from({ length: this.state.replicas }, () => new Int32Array(datum.keys));
    this.applied.set(datum, originals);
    return originals;
  }

  /** Runs after a write commits, asynchronously. @param about what was written @param shard of the writer */
  replicate(replayMs: Sampler | null, replicas: Nodes, about: About | null, shard: Int32Column): Replicate {
    const which = this.flow.requests.int32();
    const program = new Program(this.flow);
    const start = program.mark();
    this.flow.opens({ sort: "message", name: "replication", part: null });
    if (this.lag !== null) program.add(new Delay(this.flow, this.lag, { as: "network", on: "replication lag" }));
    this.mayBeLost(program, which, about);
    const { breakdowns } = this;
    const untilUp = (): void => {
      if (breakdowns !== null) program.add(new UntilUp(this.flow, breakdowns, which));
    };
    if (replayMs === null) untilUp();
    else
      program.within(new HoldSlot(this.appliers, which), () => {
        untilUp();
        replicas.work(program, which, replayMs, this.flow);
      });
    if (about !== null) program.add(this.apply(about, which));
    program.add(new Applied(this.flow, this.state, which));
    program.end();
    this.flow.closes();
    return new Replicate(this.flow, this.state, [which, start.step], shard, about?.datum.seen ?? null);
  }

  private mayBeLost(program: Program, which: Int32Column, about: About | null): void {
    const { failover } = this.state;
    if (failover === null) return;
    program.add(failover.untilDecided());
    program.branch(failover.arrives(), [
      () => {},
      () => {
        if (about !== null)
          program.add(
            new Hook((change) => about.datum.versions.lose(about.key.of(change), about.datum.seen.at[change])),
          );
        program.add(new Vanishes(this.flow, this.state, which));
        program.end();
      },
    ]);
  }

  /** The version that the writer knows: of writes that overtake each other, the latest stays. */
  private apply({ datum, key }: About, which: Int32Column): Step {
    const { replicas } = this.state;
    const applied = this.appliedOf(datum);
    return new Hook((change) => {
      const versions = applied[which.at[change] % replicas];
      const written = key.of(change);
      versions[written] = Math.max(versions[written], datum.seen.at[change]);
    });
  }
}
