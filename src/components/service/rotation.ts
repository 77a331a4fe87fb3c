/**
 * Which instances get requests. One may be out because it is not there (it is being started, replaced, or not needed) or
 * because health checks or its own answers make it be thought down. If all that are there are thought down, all of them get requests.
 */
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import { among } from "./balancing/among.js";
import type { Balancing } from "./balancing/balancing.js";

export const NO_INSTANCE = -1;

/** Who thinks an instance down, as bits. */
const BY_CHECKS = 1;
export const BY_ANSWERS = 2;

export class Rotation implements Balancing {
  readonly sent: Balancing["sent"];
  readonly over: Balancing["over"];
  readonly askedBy: Balancing["askedBy"];
  private readonly inner: ReturnType<typeof among>;
  private readonly reasons: Int32Array; // For which each instance is not there.
  private readonly isEjected: Uint8Array; // Bits.
  private chosenFrom: readonly number[];
  private readonly whenJoined: ((instance: number) => void)[] = [];

  constructor(inner: Balancing, instances: number) {
    this.inner = among(inner);
    this.sent = inner.sent?.bind(inner);
    this.over = inner.over?.bind(inner);
    if (inner.askedBy !== undefined) this.askedBy = (asker) => this.around(inner.askedBy!(asker));
    this.reasons = new Int32Array(instances);
    this.isEjected = new Uint8Array(instances);
    this.chosenFrom = [...this.reasons.keys()];
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number {
    if (this.chosenFrom.length === 0) return NO_INSTANCE;
    return this.inner.choose(outstanding, stream, number, visit, request);
  }

  /** What one caller has of the policy. */
  private around(policy: Balancing): Balancing {
    return {
      choose: (...asked) => (this.chosenFrom.length === 0 ? NO_INSTANCE : policy.choose(...asked)),
      sent: policy.sent?.bind(policy),
      over: policy.over?.bind(policy),
    };
  }

  isThere(instance: number): boolean {
    return this.reasons[instance] === 0;
  }

  /** Gets no more requests, until it has joined as often as it has left. */
  leave(instance: number): void {
    this.reasons[instance]++;
    this.change();
  }

  join(instance: number): void {
    this.reasons[instance]--;
    this.change();
    if (this.isThere(instance)) for (const act of this.whenJoined) act(instance);
  }

  /** Calls `act` when an instance comes, new or again. */
  onceJoined(act: (instance: number) => void): void {
    this.whenJoined.push(act);
  }

  /** What health checks think, or what its answers say. */
  setEjected(instance: number, isEjected: boolean, by = BY_CHECKS): void {
    if (isEjected) this.isEjected[instance] |= by;
    else this.isEjected[instance] &= ~by;
    this.change();
  }

  private change(): void {
    const there = [...this.reasons.keys()].filter((i) => this.isThere(i));
    const well = there.filter((i) => this.isEjected[i] === 0);
    this.chosenFrom = well.length > 0 ? well : there;
    if (this.chosenFrom.length > 0) this.inner.among(this.chosenFrom);
  }
}
