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
  private readonly wait: Int32Column; // Which wait of its row this is, of a writer and of its changes.
  private readonly writerOf: Int32Column; // Of a change.

  /** @param needs replicas, ≥ 1 */
  constructor(flow: Flow, needs: number) {
    this.flow = flow;
    this.needs = needs;
    this.missing = flow.requests.int32();
    this.wait = flow.requests.int32();
    this.writerOf = flow.requests.int32();
  }

  await(writer: RequestId): void {
    this.missing.at[writer] = this.needs;
    this.wait.at[writer]++;
  }

  /** A change on its way tells this writer when it is applied. */
  tells(change: RequestId, writer: RequestId): void {
    this.writerOf.at[change] = writer;
    this.wait.at[change] = this.wait.at[writer];
  }

  applied(change: RequestId): void {
    const writer = this.writerOf.at[change];
    if (this.wait.at[writer] !== this.wait.at[change]) return; // It has left.
    if (--this.missing.at[writer] === 0) this.flow.ready(writer);
  }

  leaves(writer: RequestId): void {
    this.wait.at[writer]++;
  }
}
