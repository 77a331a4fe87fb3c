/** How a text for the terminal is to look, as its stream and the flags decide. */
import pc from "picocolors";

export interface View {
  readonly colour: boolean;
  readonly width: number; // In columns, from 80 to 120.
  readonly verbose: boolean; // All that was found, and not only what decides.
}

export function paintsOf({ colour }: Pick<View, "colour">) {
  const c = pc.createColors(colour);
  return {
    bold: c.bold,
    dim: c.dim,
    good: c.green,
    bad: c.red,
    doubtful: c.yellow,
    verdict: { met: c.green, missed: c.red, unknown: c.yellow },
  };
}
