/** The claims that hold, shortly; those that do not stand whole in the answer. */
import type { Findings } from "../../analysis/findings/findings.js";
import { fold } from "../../text/fold.js";

const MOST_LINES = 3;

/** Empty without any that holds. */
export function claimLines({ claims }: Findings, width: number): string[] {
  const held = claims.filter(({ verdict }) => verdict === "met").map(({ claim }) => claim.replaceAll(" ", "\u00a0"));
  for (let count = held.length; count > 0; count--) {
    const more = held.length - count;
    const text = `Holds: ${held.slice(0, count).join("; ")}${more > 0 ? `; and ${more} more` : ""}.`;
    const lines = fold(text, width - 2).map((line, i) => (i === 0 ? line : `  ${line}`));
    if (lines.length <= MOST_LINES || count === 1) return lines;
  }
  return [];
}
