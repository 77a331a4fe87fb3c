/** What more workers do to what they call: messages that waited in a queue now wait, or work, somewhere else. */
import type { VariantFindings } from "../../analysis/findings/findings.js";
import type { NextFindings } from "../../analysis/findings/next-findings.js";
import type { Change } from "../../model/changes/change.js";
import { partKindOf } from "../../model/language/catalogue.js";
import type { Model } from "../../model/language/model.js";

interface Side {
  readonly model: Model;
  readonly findings: Pick<VariantFindings, "parts">;
}

const BUSIER = 0.05; // Of all its capacity.

/** "db cores are then 80% busy, 65% today": the busiest of those that it makes busier; empty where it makes none so. */
export function busierWords({ relieves }: Change, now: Side, after: Side): string {
  const isOfMessages = relieves.some(({ part }) => partKindOf(now.model.parts[part])?.isAside === true);
  if (!isOfMessages) return "";
  const all = Object.entries(after.findings.parts).flatMap(([part, { resources }]) =>
    Object.entries(resources).flatMap(([resource, { utilisation }]) => {
      const then = utilisation?.value ?? null;
      const today = now.findings.parts[part]?.resources[resource]?.utilisation?.value ?? null;
      const isOwn = relieves.some((each) => each.part === part);
      return isOwn || then === null || today === null || then < today + BUSIER
        ? []
        : [{ name: `${part} ${resource}`, then, today }];
    }),
  );
  const [busiest] = all.toSorted((a, b) => b.then - a.then);
  if (busiest === undefined) return "";
  return `${busiest.name} are then ${percent(busiest.then)} busy, ${percent(busiest.today)} today`;
}

/** The resource that was full first, the cause before its symptom, or that is busiest; null where none has a limit. */
export function busiestIn({
  findings,
}: {
  readonly findings: Pick<VariantFindings, "parts" | "saturation">;
}): NextFindings["now"]["busiest"] {
  const all = Object.entries(findings.parts).flatMap(([part, { resources }]) =>
    Object.entries(resources).flatMap(([resource, { utilisation }]) =>
      utilisation?.value == null ? [] : [{ part, resource, utilisation }],
    ),
  );
  const [first] = findings.saturation;
  const full = all.find(({ part, resource }) => part === first?.part && resource === first.resource);
  return full ?? all.toSorted((a, b) => b.utilisation.value! - a.utilisation.value!)[0] ?? null;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
