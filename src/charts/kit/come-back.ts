/** Which variants come back after a spike or a moment of their timeline, and which do not. */
import type { Findings, NotBackFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";

export interface Gone {
  readonly variant: number;
  readonly after: readonly { readonly moment: string; readonly notBack: NotBackFindings }[]; // “payments stall”
}

/** Those that do not come back after something, in order. */
export function goneIn({ variants, spike }: Findings): Gone[] {
  return variants.flatMap(({ recovery, recoveries, moments = [] }, variant) => {
    const alone = `“${clean(moments[0]?.name ?? spike?.label ?? "") || "the spike"}”`;
    const each = recoveries?.map((one) => ({ moment: `“${clean(one.moment)}”`, notBack: one.notBack })) ?? [
      { moment: alone, notBack: recovery?.notBack },
    ];
    const after = each.flatMap(({ moment, notBack }) => (notBack === undefined ? [] : [{ moment, notBack }]));
    return after.length === 0 ? [] : [{ variant, after }];
  });
}

/** After all that happens to it. */
export const isBack = ({ recovery, recoveries = [] }: VariantFindings): boolean =>
  [recovery, ...recoveries].every((each) => each?.timeMs.value != null);
