/** How a text for the terminal is to look, as its stream and the flags decide. */
import pc from "picocolors";

export interface View {
  readonly colour: boolean;
  readonly width: number; // In columns, from 80 to 120.
  readonly verbose: boolean; // All that was found, and not only what decides.
}

type Paint = (text: string) => string; // Not picocolors' own type: users of the library's types may not have it.

interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
  readonly verdict: { readonly met: Paint; readonly missed: Paint; readonly unknown: Paint };
}

export function paintsOf({ colour }: Pick<View, "colour">): Paints {
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
