/**
 * Synchronous replication: a writer waits until so many replicas have applied each of its writes.
 *
 * It then holds its connection for the commit at the primary and the time until the last of them.
 */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";

export class Acknowledged {
  private readonly flow: Flow;
  private readonly needs: number;
  private readonly missing: Int32Column; // Of a writer: writes that it still waits for.
  private readonly left: number[] = []; // By write: replicas that it still lacks.
  private readonly wait: Int32Column; // Of a writer: which wait of its row this is.
  private readonly writerOf: Int32Column; // Of a change.
  private readonly waitOf: Int32Column; // Of a change: the wait of its writer,
  private readonly writeOf: Int32Column; // and the write that it is of.

  /** @param needs replicas, ≥ 1 */
  constructor(flow: Flow, needs: number) {
    this.flow = flow;
    this.needs = needs;
    this.missing = flow.requests.int32();
    this.wait = flow.requests.int32();
    this.writerOf = flow.requests.int32();
    this.waitOf = flow.requests.int32();
    this.writeOf = flow.requests.int32();
  }

  /** The writer waits from here, for nothing yet. */
  await(writer: RequestId): void {
    this.missing.at[writer] = 0;
    this.wait.at[writer]++;
  }

  /** It waits for one more write. */
  expect(writer: RequestId): number {
    this.missing.at[writer]++;
    return this.left.push(this.needs) - 1;
  }

  /** A change on its way tells this writer when it is applied. */
  tells(change: RequestId, writer: RequestId, write: number): void {
    this.writeOf.at[change] = write;
    this.writerOf.at[change] = writer;
    this.waitOf.at[change] = this.wait.at[writer];
  }

  applied(change: RequestId): void {
    const writer = this.writerOf.at[change];
    if (this.wait.at[writer] !== this.waitOf.at[change]) return; // It has left.
    if (--this.left[this.writeOf.at[change]] === 0 && --this.missing.at[writer] === 0) this.flow.ready(writer);
  }

  leaves(writer: RequestId): void {
    this.wait.at[writer]++;
  }
}
