import { type CompoundSpec, ceilTo, type DistributionSpec, isCompound, type SimpleSpec } from "../distribution-spec.js";
import { checkSpec } from "./check-spec.js";
import { currentExponential, standardExponential } from "./exponential.js";
import { standardGamma } from "./gamma.js";
import { standardNormal } from "./normal.js";
import { type Parameters, parametersOf } from "./parameters.js";
import type { RandomStream } from "./stream.js";

export interface Sampler {
  /** The number of this request at its `visit`-th visit: the same at every call. */
  next(request: number, visit: number): number;
}

/**
 * A sampler of `spec`. Means only scale: on one stream, an exponential with half the mean draws
 * exactly half the value, so that two variants of a model can be compared request by request.
 *
 * @throws RangeError if the numbers do not make a distribution
 */
export function makeSampler(spec: DistributionSpec, stream: RandomStream): Sampler {
  checkSpec(spec);
  let used = 0;
  return samplerOf(spec, () => (used++ === 0 ? stream : stream.sibling(used)));
}

/** @param nextStream gives each term a stream, in order; the first is the whole's, so that `+ 1ms` changes no draw */
function samplerOf(spec: DistributionSpec, nextStream: () => RandomStream): Sampler {
  if (!isCompound(spec)) return new AnySampler(nextStream(), spec.kind, parametersOf(spec));
  const terms = spec.kind === "ceil" ? [spec.term] : spec.terms;
  const samplers = terms.map((term) => samplerOf(term, nextStream));
  return new CompoundSampler(spec, samplers);
}

class CompoundSampler implements Sampler {
  private readonly kind: CompoundSpec["kind"];
  private readonly step: number;
  private readonly terms: readonly Sampler[];

  constructor(spec: CompoundSpec, terms: readonly Sampler[]) {
    this.kind = spec.kind;
    this.step = spec.kind === "ceil" ? spec.step : 0;
    this.terms = terms;
  }

  next(request: number, visit: number): number {
    const { kind, terms } = this;
    let drawn = terms[0]!.next(request, visit);
    if (kind === "ceil") return ceilTo(drawn, this.step);
    for (let i = 1; i < terms.length; i++) {
      const other = terms[i]!.next(request, visit);
      if (kind === "sum") drawn += other;
      else drawn = kind === "min" ? Math.min(drawn, other) : Math.max(drawn, other);
    }
    return drawn;
  }
}

/** One class with a switch, not a class a family: call sites stay monomorphic, which is faster. */
class AnySampler implements Sampler {
  private readonly stream: RandomStream;
  private readonly kind: SimpleSpec["kind"];
  private readonly scale: number;
  private readonly shape: number;
  private readonly extra: number;
  private readonly values: Float64Array;
  private readonly upTo: Float64Array;
  private drawn = 0.5;

  constructor(stream: RandomStream, kind: SimpleSpec["kind"], parameters: Parameters) {
    this.stream = stream;
    this.kind = kind;
    this.scale = parameters.scale;
    this.shape = parameters.shape;
    this.extra = parameters.extra;
    this.values = parameters.values;
    this.upTo = parameters.upTo;
  }

  /** Short, so that it is inlined: otherwise the returned double would be allocated. */
  next(request: number, visit: number): number {
    this.draw(request, visit);
    return this.drawn;
  }

  private draw(request: number, visit: number): void {
    if (this.kind === "exponential") this.drawn = this.scale * standardExponential(this.stream, request, visit);
    else if (this.kind === "constant") this.drawn = this.scale;
    else this.drawOther(request, visit);
  }

  /** Separate, to stay within V8's limit on inlining. */
  private drawOther(request: number, visit: number): void {
    const stream = this.stream;
    switch (this.kind) {
      case "lognormal":
        this.drawn = this.scale * Math.exp(this.shape * standardNormal(stream, request, visit));
        break;
      case "erlang":
      case "gamma":
        this.drawn = this.scale * standardGamma(stream, request, visit, this.shape);
        break;
      case "weibull":
        this.drawn = this.scale * standardExponential(stream, request, visit) ** this.shape;
        break;
      case "hyperexponential":
        this.drawn = this.hyperexponential(request, visit);
        break;
      case "pareto":
        this.drawn = this.pareto(request, visit);
        break;
      case "uniform":
        this.drawn = this.extra + this.scale * stream.uniform(request, visit);
        break;
      case "geometric":
        this.drawn = Math.floor(this.scale * standardExponential(stream, request, visit));
        break;
      case "empirical":
        this.drawn = this.values[Math.floor(this.values.length * stream.uniform(request, visit))]!;
        break;
    }
  }

  /** `extra` is the share of the unbounded distribution that lies below the maximum: 1 without one. */
  private pareto(request: number, visit: number): number {
    if (this.extra === 1) return this.scale * Math.exp(this.shape * standardExponential(this.stream, request, visit));
    return this.scale * (1 - this.extra * this.stream.uniform(request, visit)) ** -this.shape;
  }

  private hyperexponential(request: number, visit: number): number {
    const u = this.stream.uniform(request, visit);
    let branch = 0;
    while (u >= this.upTo[branch]!) branch++;
    this.stream.more();
    return this.values[branch]! * currentExponential(this.stream);
  }
}
