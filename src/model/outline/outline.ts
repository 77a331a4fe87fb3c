/**
 * A model in the words of queueing theory: which stations a request visits, and what it holds meanwhile. Parts and
 * steps bring their own lines to it; who knows the theory reads it (`experiment/theory`).
 */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { type Kinds, stepKindIn } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import type { Policies } from "../language/policies.js";
import type { StepData } from "../language/step-kind.js";

/** A line in front of slots, or cores shared by all who are there; as its meter is called. */
export interface Station {
  readonly part: string;
  readonly resource: string;
  readonly servers: number; // Of each instance.
  readonly instances: number;
  readonly balance: string; // How an instance is chosen; says nothing of one.
  readonly isCounted: boolean; // Those that a balancer counts on an instance are those who are here.
  readonly sharing: boolean; // Processor sharing; otherwise one at a time.
  readonly order: string; // Of the line, where there is one.
  readonly classes: number; // The first go first; of those who share, they interrupt the others. 1: all are alike.
  readonly lineMax: number;
  readonly patience: DistributionSpec | null;
  readonly contention: number;
  readonly coherency: number;
  readonly outages: StandStill | null; // Of each instance by itself; all who are there wait meanwhile.
  readonly setUp: { readonly time: DistributionSpec; readonly idleMs: number } | null; // After so long without anybody.
}

/** Cores that do nothing while they are down. */
export interface StandStill {
  readonly up: DistributionSpec;
  readonly down: DistributionSpec;
  readonly repeats: boolean; // What was being done begins again.
}

export type Stage =
  | { readonly kind: "time"; readonly law: DistributionSpec } // Nobody waits for anything.
  | { readonly kind: "cores"; readonly at: Station; readonly rank: number; readonly law: DistributionSpec }
  | { readonly kind: "hold"; readonly at: Station; readonly rank: number; readonly body: readonly Stage[] }
  | { readonly kind: "either"; readonly ways: readonly { share: number; body: readonly Stage[] }[] }
  | { readonly kind: "repeat"; readonly times: DistributionSpec; readonly body: readonly Stage[] }
  | { readonly kind: "fail"; readonly share: number }
  | { readonly kind: "try"; readonly policies: Policies; readonly body: readonly Stage[]; readonly fallback: Stage[] }
  | { readonly kind: "aside"; readonly copies: number; readonly body: readonly Stage[] } // Nobody waits for its end.
  | {
      readonly kind: "together";
      readonly needs: number;
      readonly stopsRest: boolean;
      readonly branches: readonly Branch[];
    }
  // What theory has no words for; of the steps inside it is only known that they are there.
  | { readonly kind: "unclear"; readonly what: string; readonly inside: readonly Stage[] };

/** Whose cores run the steps. */
export interface OutlineMachine {
  readonly part: string;
  readonly instances: number;
  readonly balance: string;
  readonly rank?: number; // Of what runs there, among those whom the cores tell apart.
  readonly classes?: number;
}

/** Of several things at once: so many of the same. */
export interface Branch {
  readonly copies: number;
  readonly body: readonly Stage[];
}

export class Outline {
  readonly machine: OutlineMachine | null;
  readonly #model: Model;
  readonly #kinds: Kinds;

  constructor(model: Model, kinds: Kinds, machine: OutlineMachine | null = null) {
    this.#model = model;
    this.#kinds = kinds;
    this.machine = machine;
  }

  on(machine: OutlineMachine): Outline {
    return new Outline(this.#model, this.#kinds, machine);
  }

  /** Of a part that `check` has found to be there. */
  options<Options>(part: string): Options {
    return this.#model.parts[part] as unknown as Options;
  }

  steps(steps: readonly StepData[]): Stage[] {
    return steps.flatMap((step) => {
      const kind = stepKindIn(this.#kinds, step);
      return kind?.outline?.(this, step as never) ?? [unclear(kind?.verb ?? "a step")];
    });
  }

  /** What a step does, with what it says about failure around it. */
  under(policies: Policies, body: readonly Stage[]): Stage[] {
    const { timeout, deadline, retry, breaker, fallback } = policies;
    const handler = fallback === undefined || fallback === "continue" ? [] : this.steps(fallback);
    const may = breaker === undefined ? [] : [unclear("breaker")];
    if ([timeout, deadline, retry, fallback].every((policy) => policy === undefined)) return [...may, ...body];
    return [...may, { kind: "try", policies, body, fallback: handler }];
  }
}

export const unclear = (what: string, inside: readonly Stage[] = []): Stage => ({ kind: "unclear", what, inside });

export const IN_TURN = "first-come-first-served";

/** What a station mostly is. */
export const PLAIN: Omit<Station, "part" | "resource" | "servers"> = {
  instances: 1,
  balance: "",
  isCounted: false,
  sharing: false,
  order: IN_TURN,
  classes: 1,
  lineMax: Number.POSITIVE_INFINITY,
  patience: null,
  contention: 0,
  coherency: 0,
  outages: null,
  setUp: null,
};

/** A station with a line, first come first served if not told otherwise. @param rank of who comes, 0 goes first */
export const line = (
  station: Pick<Station, "part" | "resource" | "servers"> & Partial<Station>,
  body: readonly Stage[],
  rank = 0,
): Stage[] => {
  if (station.servers === Number.POSITIVE_INFINITY) return [...body];
  return [{ kind: "hold", at: { ...PLAIN, ...station }, rank, body }];
};
