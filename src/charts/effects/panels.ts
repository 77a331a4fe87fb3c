/** What is drawn: of one variant all effects, of several the one that is most untrue, or the first. */
import type { EffectFindings, EffectOverTime, Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { untrueIn } from "../kit/untrue.js";
import { numberedName } from "../kit/words.js";

export interface EffectPanel {
  readonly variant: number;
  readonly name: string; // Above the panel.
  readonly effect: EffectFindings;
  readonly course: EffectOverTime;
}

export function effectPanels(findings: Findings): readonly EffectPanel[] {
  const { variants } = findings;
  const [worst] = untrueIn(findings);
  const shown = worst?.name ?? Object.keys(variants.find(({ effects }) => effects !== undefined)?.effects ?? {})[0];
  return variants.flatMap(({ overTime, effects = {} }, variant) =>
    (overTime.effects ?? []).flatMap((course): EffectPanel[] => {
      const effect = Object.hasOwn(effects, course.effect) ? effects[course.effect] : undefined;
      if (effect === undefined || (variants.length > 1 && course.effect !== shown)) return [];
      const name = variants.length === 1 ? clean(course.effect) : numberedName(findings, variant);
      return [{ variant, name, effect, course }];
    }),
  );
}
