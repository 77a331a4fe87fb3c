/**
 * A model as a queueing network: the stations a request visits, and what it holds meanwhile. Parts and steps add their
 * stages; `experiment/theory` reads them.
 */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf, squaredCvOf } from "../../engine/random/moments.js";
import { tailIndexOf } from "../../engine/random/tail.js";
import { type Kinds, partKindIn, type StepData, stepKindIn } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import { modulesIn } from "../language/processes.js";
import type { Bytes } from "../parts/network-link/options.js";
import { type Policies, policiesOf } from "../policies/catalogue.js";
import { stepsOf } from "../policies/fallback.js";

/** A queue in front of slots, or shared cores; named as its meter. */
export interface Station {
  readonly part: string;
  readonly resource: string;
  readonly bank?: string; // The resource of which it is one shard, and which is measured as a whole.
  readonly servers: number; // Of each instance.
  readonly instances: number;
  readonly balance: string; // How an instance is chosen; without meaning for a single one.
  readonly isCounted: boolean; // The load balancer's count of an instance is the number here.
  readonly sharing: boolean; // Processor sharing; otherwise one at a time.
  readonly order: string; // Of its queue, if any.
  readonly classes: number; // Priority classes, preemptive if sharing; 1: none.
  readonly queueMax: number;
  readonly patience: DistributionSpec | null;
  readonly contention: number;
  readonly coherency: number;
  readonly outages: StandStill | null; // Of each instance independently; all requests there wait.
  readonly setUp: { readonly time: DistributionSpec; readonly idleMs: number } | null; // After `idleMs` without requests.
}

/** Cores that do nothing while they are down. */
export interface StandStill {
  readonly up: DistributionSpec;
  readonly down: DistributionSpec;
  readonly repeats: boolean; // Interrupted work begins again.
}

export type Stage =
  | { readonly kind: "time"; readonly law: DistributionSpec } // Without any queue.
  | { readonly kind: "cores"; readonly at: Station; readonly rank: number; readonly law: DistributionSpec }
  | { readonly kind: "hold"; readonly at: Station; readonly rank: number; readonly body: readonly Stage[] }
  | { readonly kind: "token"; readonly at: Station; readonly law: DistributionSpec } // Waited for, not held.
  | { readonly kind: "either"; readonly ways: readonly { share: number; body: readonly Stage[] }[] }
  | { readonly kind: "repeat"; readonly times: DistributionSpec; readonly body: readonly Stage[] }
  | { readonly kind: "fail"; readonly share: number }
  | { readonly kind: "try"; readonly policies: Policies; readonly body: readonly Stage[]; readonly fallback: Stage[] }
  | { readonly kind: "aside"; readonly copies: number; readonly body: readonly Stage[] } // The request does not wait for it.
  | {
      readonly kind: "together";
      readonly needs: number;
      readonly stopsRest: boolean;
      readonly branches: readonly Branch[];
    }
  // What theory does not cover; `body` is only listed.
  | { readonly kind: "unclear"; readonly what: string; readonly inside: readonly Stage[] };

/** The part whose cores run the steps. */
export interface OutlineMachine {
  readonly part: string;
  readonly instances: number;
  readonly balance: string;
  readonly rank?: number; // Priority class on those cores.
  readonly classes?: number;
}

/** A branch of a parallel step, with its number of copies. */
export interface Branch {
  readonly copies: number;
  readonly body: readonly Stage[];
}

export class Outline {
  readonly machine: OutlineMachine | null;
  readonly #source: string | null; // Of the traffic that asks.
  readonly #model: Model;
  readonly #kinds: Kinds;
  readonly #inside: readonly string[]; // The databases of the transactions around.

  constructor(
    model: Model,
    kinds: Kinds,
    machine: OutlineMachine | null = null,
    inside: readonly string[] = [],
    source: string | null = null,
  ) {
    this.#source = source;
    this.#model = model;
    this.#kinds = kinds;
    this.machine = machine;
    this.#inside = inside;
  }

  on(machine: OutlineMachine): Outline {
    return new Outline(this.#model, this.#kinds, machine);
  }

  inTransaction(database: string): Outline {
    return new Outline(this.#model, this.#kinds, this.machine, [...this.#inside, database]);
  }

  /** Of the requests of one source. */
  from(source: string): Outline {
    return new Outline(this.#model, this.#kinds, null, [], source);
  }

  /** The part, or the source of traffic, that asks here. */
  get caller(): string | null {
    return this.machine?.part ?? this.#source;
  }

  isInTransaction(database: string): boolean {
    return this.#inside.includes(database);
  }

  get model(): Model {
    return this.#model;
  }

  /** The options of a part, which `check` has found to exist. */
  options<Options>(part: string): Options {
    return this.#model.parts[part] as unknown as Options;
  }

  /** A call of `part.endpoint`, which `check` has found to exist. */
  call(target: string, bytes: Bytes = {}): readonly Stage[] {
    const [part = ""] = target.split(".");
    return (
      partKindIn(this.#kinds, this.#model.parts[part])?.answersCalls?.outline(this, target, bytes) ?? [unclear(part)]
    );
  }

  /** The modules in the process of a part. */
  modulesIn(part: string): readonly string[] {
    return modulesIn(this.#model.parts, this.#kinds, part);
  }

  takesMessages(part: string): boolean {
    return partKindIn(this.#kinds, this.#model.parts[part])?.takesMessages !== undefined;
  }

  /** What becomes of a message that the part takes. */
  message(part: string): readonly Stage[] {
    const options = this.#model.parts[part];
    const takes = partKindIn(this.#kinds, options)?.takesMessages;
    return takes?.outline(this, part, options as never) ?? [unclear(part)];
  }

  /** How many keys the data of this name has; undefined where there is none. */
  keysOf(datum: string): number | undefined {
    return this.#model.data[datum]?.keys;
  }

  steps(steps: readonly StepData[]): Stage[] {
    return steps.flatMap((step) => {
      const kind = stepKindIn(this.#kinds, step);
      return kind?.outline?.(this, step as never) ?? [unclear(kind?.verb ?? "a step")];
    });
  }

  /** The stages of a step inside its failure policies. @param asked "pay.charge"; null: by a source */
  under(policies: Policies, asked: string | null, stages: readonly Stage[]): Stage[] {
    const all = policiesOf(policies);
    const said = all.filter(({ kind }) => kind.outline === undefined);
    const body = all.reduce<readonly Stage[]>(
      (inner, { kind, said: data }) => kind.outline?.(this, data, asked, inner) ?? inner,
      stages,
    );
    const always = said.filter(({ kind: { isUnclear } }) => isUnclear === true);
    const sometimes = said.filter(
      ({ kind: { isUnclear }, said: data }) => typeof isUnclear === "function" && isUnclear(data),
    );
    const may = [...always, ...sometimes].map(({ kind }) => unclear(kind.key));
    if (said.length === always.length) return [...may, ...body];
    const instead = policies.fallback === undefined ? null : stepsOf(policies.fallback);
    const handler = instead === null ? [] : this.steps(instead.steps);
    return [...may, { kind: "try", policies, body, fallback: handler }];
  }
}

export const unclear = (what: string, inside: readonly Stage[] = []): Stage => ({ kind: "unclear", what, inside });

export const IN_TURN = "first-come-first-served";

/** The usual station. */
export const PLAIN: Omit<Station, "part" | "resource" | "servers"> = {
  instances: 1,
  balance: "",
  isCounted: false,
  sharing: false,
  order: IN_TURN,
  classes: 1,
  queueMax: Number.POSITIVE_INFINITY,
  patience: null,
  contention: 0,
  coherency: 0,
  outages: null,
  setUp: null,
};

/** A station with a queue, first come first served by default. @param rank priority class of the request, 0 first */
export const queued = (
  station: Pick<Station, "part" | "resource" | "servers"> & Partial<Station>,
  body: readonly Stage[],
  rank = 0,
): Stage[] => {
  if (station.servers === Number.POSITIVE_INFINITY) return [...body];
  return [{ kind: "hold", at: { ...PLAIN, ...station }, rank, body }];
};

/** A time for queueing theory: its first moments, and whether it is exponential or constant. */
export interface Law {
  readonly mean: number;
  readonly variance: number;
  readonly shape: "constant" | "exponential" | "other";
  /** The lowest infinite moment: for a Pareto without a maximum, α rounded up. */
  readonly infiniteMoment: number | null;
}

export function lawOf(spec: DistributionSpec): Law {
  const mean = meanOf(spec);
  const scv = squaredCvOf(spec);
  const tailIndex = tailIndexOf(spec);
  const infiniteMoment = tailIndex === Infinity ? null : Math.ceil(tailIndex);
  return { mean, variance: scv === 0 ? 0 : scv * mean ** 2, shape: shapeOf(spec, mean, scv), infiniteMoment };
}

function shapeOf(spec: DistributionSpec, mean: number, scv: number): Law["shape"] {
  if (scv === 0) return "constant";
  const { kind } = spec;
  if (kind === "erlang" || kind === "gamma" || kind === "weibull") return spec.shape === 1 ? "exponential" : "other";
  if (kind === "hyperexponential")
    return spec.branches.every((branch) => branch.mean === mean) ? "exponential" : "other";
  return kind === "exponential" ? "exponential" : "other";
}
