/** Policies with a static weight of each instance. A weight of 0 gets nothing, unless all that may be chosen have it. */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Balancing } from "./balancing.js";

abstract class Weighted implements Balancing {
  protected readonly weights: Float64Array;
  protected instances: readonly number[];
  protected whole = 0; // Of those that may be chosen.

  constructor(weights: readonly number[]) {
    this.weights = Float64Array.from(weights);
    this.instances = [...weights.keys()];
    this.among(this.instances);
  }

  among(instances: readonly number[]): void {
    const weighed = instances.filter((i) => this.weights[i] > 0);
    this.instances = weighed.length > 0 ? weighed : instances;
    this.whole = this.instances.reduce((sum, i) => sum + this.weights[i], 0);
  }

  abstract choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number;
}

/**
 * In turn, each as often as its weight says, and as evenly as can be: 5, 1, 1 gives a a b a c a a. Source: nginx,
 * "Upstream: smooth weighted round-robin balancing" (2012).
 */
export class WeightedRoundRobin extends Weighted {
  private readonly credit: Float64Array;

  constructor(weights: readonly number[]) {
    super(weights);
    this.credit = new Float64Array(weights.length);
  }

  choose(): number {
    const { instances, weights, credit } = this;
    let chosen = instances[0];
    for (let i = 0; i < instances.length; i++) {
      const instance = instances[i];
      credit[instance] += weights[instance];
      if (credit[instance] > credit[chosen]) chosen = instance;
    }
    credit[chosen] -= this.whole;
    return chosen;
  }
}

export class WeightedRandom extends Weighted {
  choose(_outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    const { instances, weights } = this;
    let left = stream.uniform(number, visit) * this.whole;
    let i = 0;
    while (i < instances.length - 1 && left >= weights[instances[i]]) left -= weights[instances[i++]];
    return instances[i];
  }
}

/** The fewest outstanding requests for its weight, the new one counted; of equals any. */
export class WeightedLeastConnections extends Weighted {
  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    const { instances } = this;
    let least = Number.POSITIVE_INFINITY;
    let ties = 0;
    let chosen = 0;
    for (let i = 0; i < instances.length; i++) {
      const load = this.loadOf(outstanding, instances[i]);
      if (load < least) {
        least = load;
        ties = 1;
        chosen = i;
      } else if (load === least) ties++;
    }
    if (ties < 2) return instances[chosen];
    let left = Math.floor(stream.uniform(number, visit) * ties);
    let i = 0;
    while (this.loadOf(outstanding, instances[i]) !== least || left-- > 0) i++;
    return instances[i];
  }

  private loadOf(outstanding: Int32Array, instance: number): number {
    return (outstanding[instance] + 1) / this.weights[instance];
  }
}
