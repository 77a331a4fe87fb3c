/**
 * A model in the words of queueing theory: which stations a request visits, and what it holds meanwhile. Parts and
 * steps bring their own lines to it; who knows the theory reads it (`experiment/theory`).
 */
import type { DistributionSpec } from "../engine/distribution-spec.js";
import type { Kinds } from "./assembly.js";
import type { Policies } from "./language.js";
import type { Model } from "./model.js";
import type { StepData } from "./part-kind.js";

/** A line in front of slots, or cores shared by all who are there; as its meter is called. */
export interface Station {
  readonly part: string;
  readonly resource: string;
  readonly servers: number; // Of each instance.
  readonly instances: number;
  readonly balance: string; // How an instance is chosen; says nothing of one.
  readonly sharing: boolean; // Processor sharing; otherwise first come first served.
  readonly lineMax: number;
  readonly patience: DistributionSpec | null;
  readonly contention: number;
  readonly coherency: number;
}

export type Stage =
  | { readonly kind: "time"; readonly law: DistributionSpec } // Nobody waits for anything.
  | { readonly kind: "cores"; readonly at: Station; readonly law: DistributionSpec }
  | { readonly kind: "hold"; readonly at: Station; readonly body: readonly Stage[] }
  | { readonly kind: "either"; readonly ways: readonly { share: number; body: readonly Stage[] }[] }
  | { readonly kind: "repeat"; readonly times: DistributionSpec; readonly body: readonly Stage[] }
  | { readonly kind: "fail"; readonly share: number }
  | { readonly kind: "try"; readonly policies: Policies; readonly body: readonly Stage[]; readonly fallback: Stage[] }
  | { readonly kind: "aside"; readonly copies: number; readonly body: readonly Stage[] } // Nobody waits for its end.
  | { readonly kind: "unclear"; readonly what: string }; // What brings no lines of its own.

/** Whose cores run the steps. */
export interface OutlineMachine {
  readonly part: string;
  readonly instances: number;
  readonly balance: string;
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
      const kind = this.#kinds.steps.find(({ verb }) => verb in step);
      return kind?.outline?.(this, step as never) ?? [{ kind: "unclear", what: kind?.verb ?? "a step" } as const];
    });
  }

  /** What a step does, with what it says about failure around it. */
  under(policies: Policies, body: readonly Stage[]): Stage[] {
    const { timeout, deadline, retry, breaker, fallback } = policies;
    if (breaker !== undefined) return [unclear("breaker"), ...body];
    if ([timeout, deadline, retry, fallback].every((policy) => policy === undefined)) return [...body];
    const handler = fallback === undefined || fallback === "continue" ? [] : this.steps(fallback);
    return [{ kind: "try", policies, body, fallback: handler }];
  }
}

export const unclear = (what: string): Stage => ({ kind: "unclear", what });

/** Those of the options that are given and that theory has no words for. */
export const unclearOptions = (options: object, names: readonly string[]): Stage[] =>
  names.filter((name) => (options as Record<string, unknown>)[name] !== undefined).map(unclear);

/** An order of the line in which theory does not know the waits. */
export const unclearOrder = (order: string | undefined): Stage[] =>
  order === undefined || order === "first-come-first-served" ? [] : [unclear(order)];

/** A first-come-first-served station, with what it is not told. */
export const line = (
  station: Pick<Station, "part" | "resource" | "servers"> & Partial<Station>,
  body: readonly Stage[],
): Stage[] => {
  if (station.servers === Number.POSITIVE_INFINITY) return [...body];
  const usual = { instances: 1, balance: "", sharing: false, patience: null, contention: 0, coherency: 0 };
  return [{ kind: "hold", at: { ...usual, lineMax: Number.POSITIVE_INFINITY, ...station }, body }];
};
