/** Which variants come back after a spike or a moment of their timeline, and which do not. */
import type { Findings, NotBackFindings, VariantFindings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { sharedMechanism } from "./mechanism.js";
import { agree, capital, list, named } from "./words.js";

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

/** "Variant 3 does not come back after “stall”, since retries turn …; the others do"; null where all do, or nothing is known. */
export function notBackTitle(findings: Findings): string | null {
  const { variants } = findings;
  const all = goneIn(findings);
  if (all.length === 0) return null;
  const gone = all.map(({ variant }) => variant);
  const after = all.flatMap((each) => each.after);
  const others = [...variants.keys()].filter((i) => !gone.includes(i));
  const back = others.filter((i) => isBack(variants[i]!));
  const rest =
    back.length === 0
      ? ""
      : back.length === others.length && others.length > 1
        ? "; the others do"
        : `; ${named(findings, back)} ${agree(back, "does", "do")}`;
  const what = list([...new Set(after.map(({ moment }) => moment))]);
  const why = sharedMechanism(after.map(({ notBack }) => notBack.why));
  const since = why === "" ? "" : `, since ${why}`;
  const who = capital(named(findings, gone));
  if (after.every(({ notBack }) => notBack.stays))
    return `${who} ${agree(gone, "is", "are")} worse off since ${what}${since}`;
  return `${who} ${agree(gone, "does", "do")} not come back after ${what}${since}${rest}`;
}
