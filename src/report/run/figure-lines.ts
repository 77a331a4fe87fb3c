/** Figures for scripts: a line each, without a head; fields are apart by tabs. */
import { type Figure, inFindings } from "../../analysis/figures/figure.js";
import type { Findings } from "../../analysis/findings/findings.js";
import { showMeasured } from "../../charts/kit/estimate.js";
import { plain } from "../../text/safe-text.js";

/** The variant where there are several, the figure where there are several, the value, its interval or why there is none. */
export function figureLines({ variants }: Findings, figures: readonly Figure[]): string {
  const lines = variants.flatMap((variant) =>
    figures.map((figure) => {
      const found = inFindings(figure, variant) ?? {
        value: null,
        low: null,
        high: null,
        reason: "not in this variant",
      };
      const { value, interval } = showMeasured(found, figure.unit);
      const said = interval === "" && found.reason !== undefined ? found.reason : interval;
      const which = [variants.length > 1 ? variant.name : null, figures.length > 1 ? figure.name : null];
      return [...which.filter((each) => each !== null), value, said]
        .filter((each) => each !== "")
        .map(plain)
        .join("\t");
    }),
  );
  return `${lines.join("\n")}\n`;
}
