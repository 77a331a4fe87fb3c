/** Numerical integrals. */

/** Nodes from 0 to 1 of the rules on [−1, 1] and their weights. Source: Piessens et al., QUADPACK, 1983 (qk15). */
const NODES = [
  0, 0.2077849550078985, 0.4058451513773972, 0.5860872354676911, 0.7415311855993945, 0.8648644233597691,
  0.9491079123427585, 0.9914553711208126,
];
const KRONROD_15 = [
  0.2094821410847278, 0.2044329400752989, 0.1903505780647854, 0.1690047266392679, 0.1406532597159259,
  0.1047900103222502, 0.0630920926299786, 0.0229353220105292,
];
const GAUSS_7 = [0.4179591836734694, 0, 0.3818300505051189, 0, 0.2797053914892767, 0, 0.1294849661688697, 0];

/**
 * ∫ f from `from` to infinity of a function that falls in the end, in panels that double in width until one adds
 * nothing. Jumps are halved until they are narrower than the tolerance.
 *
 * @param width of the first panel: about where f falls
 * @param tolerance relative to the result
 * @param most halvings; a function with more jumps than can be looked at is known less well
 */
export function integrateTail(
  f: (x: number) => number,
  from: number,
  width: number,
  tolerance: number,
  most = 5_000,
): number {
  let [total, halvings] = [0, most];
  for (let [start, size] = [from, width]; start < 1e300; start += size, size *= 2) {
    const panels = [panelOf(f, start, start + size)];
    const allowed = tolerance * Math.max(total, panels[0]!.value);
    for (let error = panels[0]!.error; error > allowed && halvings > 0; halvings--) {
      const worst = worstOf(panels);
      const { from: low, to: high, error: before } = panels[worst]!;
      const middle = (low + high) / 2;
      const halves = [panelOf(f, low, middle), panelOf(f, middle, high)] as const;
      panels[worst] = halves[0];
      panels.push(halves[1]);
      error += halves[0].error + halves[1].error - before;
    }
    const added = panels.reduce((sum, { value }) => sum + value, 0);
    total += added;
    if (added <= tolerance * total * 1e-3) break;
  }
  return total;
}

interface Panel {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number; // How far the value may be off.
}

function worstOf(panels: readonly Panel[]): number {
  let worst = 0;
  for (let i = 1; i < panels.length; i++) if (panels[i]!.error > panels[worst]!.error) worst = i;
  return worst;
}

/** The error includes that of a jump before the first node or after the last. */
function panelOf(f: (x: number) => number, from: number, to: number): Panel {
  const [centre, half] = [(from + to) / 2, (to - from) / 2];
  const at = (i: number): number => f(centre + half * Math.sign(i) * NODES[Math.abs(i)]!);
  const middle = at(0);
  let [kronrod, gauss] = [KRONROD_15[0]! * middle, GAUSS_7[0]! * middle];
  const [below, above] = [[middle], [middle]];
  for (let i = 1; i < NODES.length; i++) {
    below.push(at(-i));
    above.push(at(i));
    kronrod += KRONROD_15[i]! * (below[i]! + above[i]!);
    gauss += GAUSS_7[i]! * (below[i]! + above[i]!);
  }
  const jumps = hiddenJump(f(from), below) + hiddenJump(f(to), above);
  return { from, to, value: half * kronrod, error: half * (Math.abs(kronrod - gauss) + jumps * (1 - NODES.at(-1)!)) };
}

/** A smooth function changes less from the last node to the end, five times as close, than between the last two. */
function hiddenJump(atEnd: number, values: readonly number[]): number {
  const [last, before] = [values.at(-1)!, values.at(-2)!];
  const change = Math.abs(atEnd - last);
  return change > 2 * Math.abs(last - before) ? change : 0;
}
