import type { DistributionSpec } from "../distribution-spec.js";
import { checkSpec } from "./check-spec.js";
import { currentExponential, standardExponential } from "./exponential.js";
import { standardGamma } from "./gamma.js";
import { standardNormal } from "./normal.js";
import { type Parameters, parametersOf } from "./parameters.js";
import type { RandomStream } from "./stream.js";

export interface Sampler {
  /** The number that this request brings at its `visit`-th visit: the same however often it is asked. */
  next(request: number, visit: number): number;
}

/**
 * A sampler of `spec`. Means only scale: of two exponentials on one stream, the one with half the mean draws
 * exactly the half, so that two variants of a model can be compared request by request.
 *
 * @throws RangeError if the numbers do not make a distribution
 */
export function makeSampler(spec: DistributionSpec, stream: RandomStream): Sampler {
  checkSpec(spec);
  return new AnySampler(stream, spec.kind, parametersOf(spec));
}

/** One class with a switch rather than one a family: a call site that meets them all stays monomorphic, and faster for it. */
class AnySampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #kind: DistributionSpec["kind"];
  readonly #scale: number;
  readonly #shape: number;
  readonly #extra: number;
  readonly #values: Float64Array;
  readonly #upTo: Float64Array;

  constructor(stream: RandomStream, kind: DistributionSpec["kind"], parameters: Parameters) {
    this.#stream = stream;
    this.#kind = kind;
    this.#scale = parameters.scale;
    this.#shape = parameters.shape;
    this.#extra = parameters.extra;
    this.#values = parameters.values;
    this.#upTo = parameters.upTo;
  }

  next(request: number, visit: number): number {
    const stream = this.#stream;
    switch (this.#kind) {
      case "constant":
        return this.#scale;
      case "exponential":
        return this.#scale * standardExponential(stream, request, visit);
      case "lognormal":
        return this.#scale * Math.exp(this.#shape * standardNormal(stream, request, visit));
      case "erlang":
      case "gamma":
        return this.#scale * standardGamma(stream, request, visit, this.#shape);
      case "weibull":
        return this.#scale * standardExponential(stream, request, visit) ** this.#shape;
      case "hyperexponential":
        return this.#hyperexponential(request, visit);
      case "pareto":
        return this.#pareto(request, visit);
      case "uniform":
        return this.#extra + this.#scale * stream.uniform(request, visit);
      case "geometric":
        return Math.floor(this.#scale * standardExponential(stream, request, visit));
      case "empirical":
        return this.#values[Math.floor(this.#values.length * stream.uniform(request, visit))]!;
    }
  }

  /** `extra` is the share of the unbounded distribution that lies below the maximum: 1 without one. */
  #pareto(request: number, visit: number): number {
    if (this.#extra === 1)
      return this.#scale * Math.exp(this.#shape * standardExponential(this.#stream, request, visit));
    return this.#scale * (1 - this.#extra * this.#stream.uniform(request, visit)) ** -this.#shape;
  }

  #hyperexponential(request: number, visit: number): number {
    const u = this.#stream.uniform(request, visit);
    let branch = 0;
    while (u >= this.#upTo[branch]!) branch++;
    this.#stream.more();
    return this.#values[branch]! * currentExponential(this.#stream);
  }
}
