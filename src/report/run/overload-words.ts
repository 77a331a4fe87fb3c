/** What there is to say of a system that cannot keep up, instead of a mean. */
import type { Findings, OverloadFindings } from "../../analysis/findings/findings.js";
import { decimal } from "../../charts/kit/format.js";
import { list, named } from "../../charts/kit/words.js";
import { inline, showDuration, showNumber } from "../kit/estimate.js";

/** "No steady state: the requests in the system of “shop” grow by 8 a second ±0.3; shop-db cores is asked for …" */
export function overloadWords(findings: Findings): string[] {
  return findings.variants.flatMap(({ overload }, i) =>
    overload === null ? [] : [sentence(overload, named(findings, [i]))],
  );
}

function sentence({ what, growthPerSecond, binding, breaks }: OverloadFindings, whose: string): string {
  const growth = `No steady state: the number ${what} of ${whose} grows by ${inline(showNumber(growthPerSecond))} a second`;
  const breaking = breaks.map(
    ({ metric, expression, afterMs }) => `${metric}: ${expression} breaks after ${inline(showDuration(afterMs))}`,
  );
  return `${[growth, ...bindingWords(binding), ...(breaking.length === 0 ? [] : [list(breaking)])].join("; ")}.`;
}

function bindingWords(binding: OverloadFindings["binding"]): string[] {
  if (binding === null) return [];
  const { part, resource, offered } = binding;
  if (offered === null) return [`${part} ${resource} is full`];
  return [`${part} ${resource} is asked for ${decimal(offered)} times what there is`];
}
