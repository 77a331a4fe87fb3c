/** Sentences that replace a mean for an overloaded system or a deadlock. */
import type { Findings, OverloadFindings, VariantFindings } from "../../analysis/findings/findings.js";
import type { StandstillFindings } from "../../analysis/findings/standstill-findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import { inline, showDuration, showNumber } from "../../charts/kit/estimate.js";
import { decimal, duration } from "../../charts/kit/format.js";
import { spoken } from "../../charts/kit/spoken.js";
import { list, named } from "../../charts/kit/words.js";
import { foldAlike } from "../../text/alike.js";

/** "No steady state: the requests in the system of “shop” grow by 8 a second ±0.3; shop-db cores is asked for …" */
export function overloadWords(findings: Findings): string[] {
  return ofEach(findings, ({ overload, saturation: [first] }, whose) => {
    if (overload === null) return null;
    // Where only the runs show what is full, it may be full because of what saturated first.
    const { binding } = overload;
    const cause = binding?.offered === null && first !== undefined ? { ...first, offered: null } : binding;
    return overloadSentence({ ...overload, binding: cause }, whose);
  });
}

/** "What breaks for good: “latency: p(99) < 300ms” after 20 s (18–22)." Empty where nothing does. */
export function breakWords({ breaks }: OverloadFindings): string {
  const each = breaks.map(
    ({ metric, expression, afterMs }) => `“${metric}: ${expression}” after ${spoken(afterMs) ?? "an unknown time"}`,
  );
  return each.length === 0 ? "" : `What breaks for good: ${list(each)}.`;
}

function overloadSentence({ what, growthPerSecond, binding, breaks }: OverloadFindings, whose: string): string {
  const by = growthPerSecond.value === null ? "" : ` by ${inline(showNumber(growthPerSecond))} a second`;
  const growth = `No steady state: the number ${what} of ${whose} grows${by}`;
  const breaking = breaks.map(
    ({ metric, expression, afterMs }) => `${metric}: ${expression} breaks after ${inline(showDuration(afterMs))}`,
  );
  return `${[growth, ...bindingWords(binding), ...(breaking.length === 0 ? [] : [list(breaking)])].join("; ")}.`;
}

function bindingWords(binding: OverloadFindings["binding"]): string[] {
  if (binding === null) return [];
  const { part, resource, offered } = binding;
  const is = /s$/.test(resource) ? "are" : "is";
  if (offered === null) return [`${part} ${resource} ${is} full`];
  return [`${part} ${resource} ${is} asked for ${decimal(offered)} times what there is`];
}

/** "Requests wait for each other for ever in “shop”, in 5 of 8 replications, first after 1.62 min: 6 requests hold threads of pool and …" */
export function standstillWords(findings: Findings): string[] {
  return ofEach(findings, ({ standstill }, whose) =>
    standstill === null ? null : `${stuckSentence(standstill, whose)}.`,
  );
}

/** A sentence on each variant that has one; on many at once where they differ in numbers only. */
function ofEach(findings: Findings, sentence: (of: VariantFindings, whose: string) => string | null): string[] {
  const said = findings.variants.flatMap((variant, i) => {
    const who = named(findings, [i]);
    const text = sentence(variant, who);
    return text === null ? [] : [{ who, text, i }];
  });
  return foldAlike(
    said,
    (members) =>
      `each of ${named(
        findings,
        members.map((at) => said[at]!.i),
      )}`,
  );
}

function stuckSentence(found: StandstillFindings, whose: string): string {
  const { replications, of, firstMs, endpoints } = found;
  const runs = of === 1 ? "" : `, in ${replications} of ${of} replications`;
  const when = `${of === 1 ? "" : " first"} after ${duration(firstMs)}`;
  return `Requests wait for each other for ever in ${whose}${runs},${when}: ${stuckWords(found)}. What asks ${list(endpoints)} then waits for ever, and is in no latency, no error and no rate`;
}
