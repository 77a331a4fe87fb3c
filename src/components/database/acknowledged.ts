/**
 * Synchronous replication: a writer waits until so many replicas have applied its write.
 *
 * It then holds its connection for the commit at the primary and the time until the last of them.
 */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";

export class Acknowledged {
  private readonly flow: Flow;
  private readonly needs: number;
  private readonly missing: Int32Column; // Of a writer: replicas it still waits for.
  private readonly wait: Int32Column; // Of a writer: which wait of its row this is.
  private readonly writerOf: Int32Column; // Of a change.
  private readonly waitOf: Int32Column; // Of a change: the wait of its writer; 0: none waits for it.

  /** @param needs replicas, ≥ 1 */
  constructor(flow: Flow, needs: number) {
    this.flow = flow;
    this.needs = needs;
    this.missing = flow.requests.int32();
    this.wait = flow.requests.int32();
    this.writerOf = flow.requests.int32();
    this.waitOf = flow.requests.int32();
  }

  await(writer: RequestId): void {
    this.missing.at[writer] = this.needs;
    this.wait.at[writer]++;
  }

  /** A change on its way tells this writer when it is applied. */
  tells(change: RequestId, writer: RequestId): void {
    this.writerOf.at[change] = writer;
    this.waitOf.at[change] = this.wait.at[writer];
  }

  /** The writer waits for a later change of the same transaction instead. */
  tellsNone(change: RequestId): void {
    this.waitOf.at[change] = 0;
  }

  applied(change: RequestId): void {
    const writer = this.writerOf.at[change];
    const wait = this.waitOf.at[change];
    if (wait === 0 || this.wait.at[writer] !== wait) return; // It has left.
    if (--this.missing.at[writer] === 0) this.flow.ready(writer);
  }

  leaves(writer: RequestId): void {
    this.wait.at[writer]++;
  }
}
