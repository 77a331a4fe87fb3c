/**
 * What each variant is compared with: in a grid, the variant that differs from it by one axis only.
 *
 * That axis is the first with several values, in the order `variants`, `over`, `over-together`; its first value is the
 * baseline, at every combination of the others. `baseline:` may name another value, and with it the axis; or one whole
 * variant, with which all are compared.
 */
import { unknownName } from "./claims.js";

/** The names of an axis' values, the first axis varying slowest: [["now", "better"], ["read 50%", "read 90%"]]. */
export type Axes = readonly (readonly string[])[];

export interface Against {
  readonly index: number; // Of the baseline among the variants.
  readonly within: Within | null; // Null where no other axis has several values.
}

/** "better" against "now" at "read 50%". */
export interface Within {
  readonly variant: string;
  readonly baseline: string;
  readonly at: string;
}

/** @param names of the variants, one for each combination @param named by the user @returns null: it is a baseline */
export function baselinesOf(
  axes: Axes,
  names: readonly string[],
  named: string | undefined,
): { readonly found: readonly (Against | null)[] } | { readonly problems: readonly string[] } {
  const whole = named === undefined ? -1 : names.indexOf(named);
  const usual = Math.max(
    0,
    axes.findIndex((axis) => axis.length > 1),
  );
  const one = named === undefined ? usual : axes.findIndex((axis) => axis.length > 1 && axis.includes(named));
  const others = axes.filter((axis, i) => i !== one && axis.length > 1).length;
  if (whole >= 0 && (one < 0 || others > 0))
    return { found: names.map((_, i) => (i === whole ? null : { index: whole, within: null })) };
  if (one < 0)
    return {
      problems: unknownName(
        named!,
        [...new Set([...names, ...axes.filter(({ length }) => length > 1).flat()])],
        "variant",
      ),
    };
  const level = named === undefined ? 0 : axes[one]!.indexOf(named);
  const stride = product(axes.slice(one + 1));
  const own = (i: number): number => position(axes, one, i);
  const at = (i: number): string =>
    axes.flatMap((axis, j) => (j === one || axis.length < 2 ? [] : [axis[position(axes, j, i)]!])).join(" · ");
  return {
    found: names.map((_, i) => {
      const index = i + (level - own(i)) * stride;
      if (index === i) return null;
      const within = { variant: axes[one]![own(i)]!, baseline: axes[one]![level]!, at: at(i) };
      return { index, within: others === 0 ? null : within };
    }),
  };
}

const product = (axes: Axes): number => axes.reduce((all, { length }) => all * length, 1);

/** Which value of axis `j` variant `i` has. */
const position = (axes: Axes, j: number, i: number): number =>
  Math.floor(i / product(axes.slice(j + 1))) % axes[j]!.length;
