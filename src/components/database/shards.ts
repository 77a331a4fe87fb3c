/**
 * Shards: primaries side by side, each with the rows of some of the keys.
 *
 * A query by the key of a shard runs on that one. Others ask several at once and wait for all (scatter-gather), so that
 * they take as long as the slowest: on n idle shards with exponential times of mean 1 ÷ μ, Hₙ ÷ μ.
 */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column } from "../../engine/request-table.js";
import type { KeyOf } from "../data/datum.js";
import { Hook } from "../steps/instant-step.js";
import { Parallel } from "../steps/parallel.js";

/** Where the keys lie now. */
export interface Shards {
  readonly shards: number;
  of(key: number): number;
}

/** Which shards a query asks. */
export interface AskedShards {
  /** Writes what happens on each shard, given by the column. */
  around(program: Program, body: (program: Program, shard: Int32Column) => void): void;
}

/** That of the request's key. */
export class OneShard implements AskedShards {
  private readonly flow: Flow;
  private readonly shards: Shards;
  private readonly key: KeyOf;

  constructor(flow: Flow, shards: Shards, key: KeyOf) {
    this.flow = flow;
    this.shards = shards;
    this.key = key;
  }

  around(program: Program, body: (program: Program, shard: Int32Column) => void): void {
    const { shards, key } = this;
    const shard = this.flow.requests.int32();
    program.add(
      new Hook((request) => {
        shard.at[request] = shards.of(key.of(request));
      }),
    );
    body(program, shard);
  }
}

export interface SeveralOptions {
  readonly most: number; // Infinity: all.
  readonly stream: RandomStream; // Which, if not all.
  readonly salt: number; // For the visits of the branches.
}

/** Several at once, from one drawn for the request; the first that fails fails the query, and stops the others. */
export class SeveralShards implements AskedShards {
  private readonly flow: Flow;
  private readonly shards: Shards;
  private readonly options: SeveralOptions;

  constructor(flow: Flow, shards: Shards, options: SeveralOptions) {
    this.flow = flow;
    this.shards = shards;
    this.options = options;
  }

  around(program: Program, body: (program: Program, shard: Int32Column) => void): void {
    const { flow, shards } = this;
    const { most, stream, salt } = this.options;
    const { requests, number, visit } = flow;
    const [first, shard] = [requests.int32(), requests.int32()];
    program.add(
      new Hook((request) => {
        const all = shards.shards;
        first.at[request] = most < all ? Math.floor(stream.uniform(number.at[request], visit.at[request]) * all) : 0;
      }),
    );
    const copies = {
      count: (): number => Math.min(most, shards.shards),
      begins: (branch: number, caller: number, i: number): void => {
        shard.at[branch] = (first.at[caller] + i) % shards.shards;
      },
    };
    const options = { needs: 1, stopsRest: true, inherited: [], salt, copies };
    program.add(new Parallel(flow, options, [{ copies: 1, write: (branch) => body(branch, shard) }]));
  }
}
