/** Data with keys, such as the products of a shop. A request is about one key of each, the same in every topology. */
import type { Flow } from "../../engine/flow.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Popularity } from "./popularity.js";
import { type Version, Versions } from "./versions.js";

/** Which key a request is about. */
export interface KeyOf {
  of(request: RequestId): number;
}

export class Datum {
  readonly name: string;
  readonly popularity: Popularity;
  /** The requests that have written it. */
  private readonly writers: Int32Column;
  /** Of each request, the version that it read or wrote last. */
  readonly seen: Int32Column;
  private readonly sizes: Sampler | null; // Of each key [bytes].
  private readonly flow: Flow;
  private readonly owner: Int32Column | null; // Whose request it is.
  private readonly whenWritten: ((key: number, request: RequestId) => void)[] = [];
  private known: Versions | null = null;

  /** @param sizes null: not given @param owner null: traffic does not say */
  constructor(flow: Flow, name: string, popularity: Popularity, sizes: Sampler | null, owner: Int32Column | null) {
    this.flow = flow;
    this.name = name;
    this.popularity = popularity;
    this.seen = flow.learns();
    this.writers = flow.marks();
    this.sizes = sizes;
    this.owner = owner;
  }

  get keys(): number {
    return this.popularity.keys;
  }

  /** What has been written; nothing is kept of data that no part asks for this. */
  get versions(): Versions {
    this.known ??= new Versions(this.keys);
    return this.known;
  }

  /** A request has written a new version of this key, which it knows from now on. */
  commit(request: RequestId, key: number): Version {
    const { flow, owner } = this;
    const who = owner === null ? -1 : owner.at[request];
    const version = this.versions.write(key, flow.number.at[request], who, flow.simulation.nowMs);
    this.seen.at[request] = version;
    this.writers.at[request] = flow.number.at[request];
    for (const act of this.whenWritten) act(key, request);
    return version;
  }

  /** Whether a request, or one that works for it, has written any of its keys. */
  isWriter(request: RequestId): boolean {
    return this.writers.at[request] === this.flow.number.at[request];
  }

  /** Calls `act` after every commit of a key. */
  onceWritten(act: (key: number, request: RequestId) => void): void {
    this.whenWritten.push(act);
  }

  /** The size of a key [bytes], the same whenever asked; 0: not given. */
  sizeOf(key: number): number {
    return this.sizes === null ? 0 : this.sizes.next(key, 0);
  }
}

/** The same by the number of a request, and the round of a loop that it is in. */
export interface KeyByNumber extends KeyOf {
  at(number: number, round: number): number;
}

/** Drawn by popularity: the same for every attempt, another in every round of a loop. */
export class DrawnKey implements KeyByNumber {
  private readonly flow: Flow;
  private readonly stream: RandomStream;
  private readonly popularity: Popularity;

  constructor(flow: Flow, stream: RandomStream, popularity: Popularity) {
    this.flow = flow;
    this.stream = stream;
    this.popularity = popularity;
  }

  of(request: RequestId): number {
    const { number, round } = this.flow;
    return this.at(number.at[request], round.at[request]);
  }

  at(number: number, round: number): number {
    return this.popularity.keyAt(this.stream.uniform(number, round));
  }
}

/** Whose request it is; drawn, where the traffic does not say. */
export class OwnerKey implements KeyOf {
  private readonly owner: Int32Column;
  private readonly drawn: KeyOf;

  /** @param owner −1: not said */
  constructor(owner: Int32Column, drawn: KeyOf) {
    this.owner = owner;
    this.drawn = drawn;
  }

  of(request: RequestId): number {
    const owner = this.owner.at[request];
    return owner >= 0 ? owner : this.drawn.of(request);
  }
}
