/**
 * Policies that choose the instance for a request, by its outstanding requests: sent and not yet answered.
 *
 * Sources: Mitzenmacher, The Power of Two Choices in Randomized Load Balancing (2001), for `power-of-two`,
 * which samples two distinct instances; ties are broken uniformly everywhere.
 */
import type { RandomStream } from "../../engine/random/stream.js";

export interface Balancing {
  /** @returns the index of the instance; random draws are by (request, visit) from the call site's stream. */
  choose(outstanding: Int32Array, stream: RandomStream, request: number, visit: number): number;
}

export class RoundRobin implements Balancing {
  private last = -1;
  choose(outstanding: Int32Array): number {
    this.last = this.last + 1 < outstanding.length ? this.last + 1 : 0;
    return this.last;
  }
}

export class RandomInstance implements Balancing {
  choose(outstanding: Int32Array, stream: RandomStream, request: number, visit: number): number {
    return Math.floor(stream.uniform(request, visit) * outstanding.length);
  }
}

export class LeastConnections implements Balancing {
  choose(outstanding: Int32Array, stream: RandomStream, request: number, visit: number): number {
    let least = outstanding[0];
    let ties = 1;
    let chosen = 0;
    for (let i = 1; i < outstanding.length; i++) {
      if (outstanding[i] < least) {
        least = outstanding[i];
        ties = 1;
        chosen = i;
      } else if (outstanding[i] === least) ties++;
    }
    return ties === 1 ? chosen : this.nth(outstanding, least, Math.floor(stream.uniform(request, visit) * ties));
  }

  private nth(outstanding: Int32Array, value: number, n: number): number {
    let left = n;
    let i = 0;
    while (outstanding[i] !== value || left-- > 0) i++;
    return i;
  }
}

export class PowerOfTwo implements Balancing {
  choose(outstanding: Int32Array, stream: RandomStream, request: number, visit: number): number {
    const n = outstanding.length;
    if (n === 1) return 0;
    // One number picks an ordered pair of distinct instances; on a tie the first wins, which is fair.
    const pair = Math.floor(stream.uniform(request, visit) * n * (n - 1));
    const a = Math.floor(pair / (n - 1));
    const other = pair % (n - 1);
    const b = other < a ? other : other + 1;
    return outstanding[b] < outstanding[a] ? b : a;
  }
}
