/** Title, subtitle and alt text of a load that goes up and comes down again: whether that makes a loop. */
import type { Estimate } from "../../analysis/findings/findings.js";
import type { LoopFindings, LoopStep } from "../../analysis/findings/loop-findings.js";
import type { Caption } from "../kit/caption.js";
import { orUnknown, plainNumber, rate, roundDuration } from "../kit/format.js";
import { list } from "../kit/words.js";

export function loopCaption(found: LoopFindings): Caption {
  const title = loopWords(found);
  const percent = Math.round(found.confidence * 100);
  const steps = (name: string, of: LoopFindings["up"]) =>
    `${name}: ${of.map(({ at, goodput }) => `${orUnknown(goodput.value, rate)} at ${times(at)}`).join(", ")}`;
  return {
    title,
    subtitle: `Goodput against the load, which lasts ${roundDuration(found.stepMs)} each step, the second half counted; ${percent}% intervals as bands. Solid: going up; dashed: coming down.${leftOutWords(found)}`,
    description: `${title}. ${steps("Going up", found.up)}. ${steps("Coming down", found.down)}.`,
  };
}

/** "Going up it falls at ×4.5 (×4 to ×5), coming down it is back from ×1 on (…): between them it is either up or down". */
export function loopWords({ falls, returns, up: rising, down: falling }: LoopFindings): string {
  if (falls.value === null) return `Going up and coming down are alike: ${falls.reason ?? "it does not fall"}`;
  const up = `Going up it falls at ${withEnds(falls)}`;
  if (returns.value === null) return `${up}, and coming down ${returns.reason ?? "it is not back"}`;
  const differs = falling.some((step) => isDown(step) && rising.some((each) => each.at === step.at && !isDown(each)));
  if (!differs) return `${up}, and comes back as it fell: there is no loop`;
  const down = `coming down it is back from ${withEnds(returns)} on`;
  return returns.value < falls.value
    ? `${up}, ${down}: between them it may be up or down, by what came before`
    : `${up}, and ${down}: there is no loop`;
}

/** Less than half of what is offered is answered well, on average of the runs. */
const isDown = ({ offeredLoad, goodput }: LoopStep): boolean => (goodput.value ?? 0) < 0.5 * (offeredLoad.value ?? 0);

const times = (at: number): string => `×${plainNumber(at)}`;

function withEnds({ value, low, high }: Estimate): string {
  const ends = low === null || high === null || low === high ? "" : ` (${times(low)} to ${times(high)})`;
  return `${times(value!)}${ends}`;
}

/** " The model's own timeline is left out: “stall”." Empty without one. */
export const leftOutWords = ({ leftOut }: LoopFindings): string =>
  leftOut.length === 0 ? "" : ` The model's own timeline is left out: ${list(leftOut.map((name) => `“${name}”`))}.`;
