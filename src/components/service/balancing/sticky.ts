/**
 * Sticky by key, as by a cookie: the first request of a key is sent by another policy, and those that follow go to the
 * same instance. Where that one gets no requests, the key is sent anew, and stays there.
 */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { RequestId } from "../../../engine/request-table.js";
import type { KeyOf } from "../../data/datum.js";
import { among } from "./among.js";
import type { Balancing } from "./balancing.js";

const NOWHERE = -1;

export class Sticky implements Balancing {
  readonly sent: Balancing["sent"];
  readonly over: Balancing["over"];
  private readonly keyOf: KeyOf;
  private readonly first: ReturnType<typeof among>;
  private readonly home: Int32Array; // By key.
  private readonly isOut: Uint8Array; // By instance.

  constructor(keyOf: KeyOf, keys: number, instances: number, first: Balancing) {
    this.keyOf = keyOf;
    this.first = among(first);
    this.sent = first.sent?.bind(first);
    this.over = first.over?.bind(first);
    this.home = new Int32Array(keys).fill(NOWHERE);
    this.isOut = new Uint8Array(instances);
  }

  among(instances: readonly number[]): void {
    this.isOut.fill(1);
    for (const i of instances) this.isOut[i] = 0;
    this.first.among(instances);
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number {
    const key = this.keyOf.of(request);
    const before = this.home[key];
    if (before !== NOWHERE && this.isOut[before] === 0) return before;
    const next = this.first.choose(outstanding, stream, number, visit, request);
    this.home[key] = next;
    return next;
  }
}
