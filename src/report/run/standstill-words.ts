/** What there is to say of a system in which requests wait for each other for ever. */
import type { Findings } from "../../analysis/findings/findings.js";
import type { StandstillFindings } from "../../analysis/findings/standstill-findings.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import { duration } from "../../charts/kit/format.js";
import { list, named } from "../../charts/kit/words.js";

/** "Requests wait for each other for ever in “shop”, in 5 of 8 replications, first after 1.62 min: 6 requests hold threads of pool and …" */
export function standstillWords(findings: Findings): string[] {
  return findings.variants.flatMap(({ standstill }, i) =>
    standstill === null ? [] : [`${sentence(standstill, named(findings, [i]))}.`],
  );
}

function sentence(found: StandstillFindings, whose: string): string {
  const { replications, of, firstMs, endpoints } = found;
  const runs = of === 1 ? "" : `, in ${replications} of ${of} replications`;
  const when = `${of === 1 ? "" : " first"} after ${duration(firstMs)}`;
  return `Requests wait for each other for ever in ${whose}${runs},${when}: ${stuckWords(found)}. What asks ${list(endpoints)} then waits for ever, and is in no latency, no error and no rate`;
}
