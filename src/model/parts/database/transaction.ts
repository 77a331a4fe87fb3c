/** The step that holds a connection of a database over several steps, and its checks. */
import { z } from "zod";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import type { Sense } from "../../check/sense.js";
import { insideFallback, type StepData, stepKind } from "../../language/kinds.js";
import { name } from "../../language/policies.js";
import { distribution } from "../../language/values/index.js";
import { type Outline, type Stage, unclear } from "../../outline/outline.js";
import { POLICY_EFFECTS, type Policies, policies } from "../../policies/catalogue.js";
import { checkPolicies } from "../../policies/check-policies.js";
import { withPolicies } from "../../policies/with-policies.js";
import type { Site } from "../../wiring/site.js";
import { onConnection } from "./held.js";
import type { DatabaseOptions } from "./options.js";
import { heldOutline } from "./outline.js";

export interface TransactionStep extends Policies {
  readonly transaction: string;
  readonly steps: readonly StepData[];
  readonly commit?: DistributionSpec | undefined;
}

export const transaction = stepKind<TransactionStep>({
  verb: "transaction",
  summary:
    "holds a connection to the primary of a database while it does `steps`: queries of that database use it, one at a time; its writes reach replicas at the commit. When it fails or is stopped it is rolled back, and the connection is free again. What it calls has connections of its own, and so has a transaction in it",
  examples: "- { transaction: db, steps: [{ query: db.place-order }], commit: 1ms }",
  schema: (language) =>
    z.strictObject({
      transaction: name().describe("The database whose connection it holds"),
      steps: z.lazy(() => language.steps).describe("What is done in it: queries there, and all else that holds it up"),
      commit: distribution().optional().describe("Time to commit, without the cores: until the write is on disk"),
      ...policies(language),
    }),
  effects: { transaction: "known", steps: "known", commit: "known", ...POLICY_EFFECTS },
  inside: (step) => [{ under: ["steps"], steps: step.steps, times: 1 }, ...insideFallback(step)],
  visits: (step) => ({
    target: step.transaction,
    as: "query",
    policies: step,
    waits: true,
    mayHang: true,
    mayFail: true,
    effect: null,
    holds: true,
  }),
  write(site, step) {
    const { transaction: part } = step;
    withPolicies(
      site,
      step,
      part,
      `transaction:${part}`,
      (inner) => {
        const built = inner.assembly.part(part) as unknown as { transaction(site: Site, step: TransactionStep): void };
        built.transaction(inner, step);
      },
      `transactions of ${part}`,
    );
  },
  check: (sense, step) =>
    checkPolicies(sense, step, step.transaction, () => checkTransaction(sense, step, step.transaction)),
  outline: (outline, step) => outline.under(step, step.transaction, transactionOutline(outline, step)),
});

/** @returns the mean time of all steps and the commit, without waiting [ms] */
function checkTransaction(sense: Sense, { steps, commit }: TransactionStep, part: string): number {
  const options = sense.part<DatabaseOptions>(part, "database", [...sense.path, "transaction"]);
  if (options === null) return sense.steps(steps, ["steps"]);
  if (options.shards !== undefined)
    sense.error(
      [...sense.path, "transaction"],
      `"${part}" has shards, and a transaction is on one primary`,
      "take `transaction` out, and query one after the other",
    );
  const inside = (): number => sense.steps(steps, ["steps"]) + (commit === undefined ? 0 : sense.takes(commit));
  return onConnection(sense, part, options, { onReplica: false, asked: {}, bytes: null }, () =>
    sense.inTransaction(part, inside),
  );
}

function transactionOutline(outline: Outline, { transaction: part, steps, commit }: TransactionStep): Stage[] {
  const held = outline.inTransaction(part).steps(steps);
  const body: Stage[] = commit === undefined ? held : [...held, { kind: "time", law: commit }];
  const stages = heldOutline(outline, part, false, body);
  return outline.isInTransaction(part) ? [unclear("a second connection of the same pool", stages)] : stages;
}
