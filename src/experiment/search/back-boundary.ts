/**
 * From which value of a knob on a system does not come back: the value at which half of the runs do not. Each value is
 * run with the same seeds, and each run says whether it came back, stands clearly worse to the end, or neither yet.
 * Between the values swept it halves the gap until it is narrow. The interval needs no more than that a value further on
 * is no better: at its one end too few runs may be down, and at its other end too many, to be half of all, by the order
 * statistics of a median. A run that is neither counts against both.
 */
import type { BoundaryFindings, BoundaryTest } from "../../analysis/findings/sweep-findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { medianRank } from "../../analysis/statistics/median-rank.js";
import type { BackCount } from "../findings/happening.js";

const HALVINGS = 6;
const NARROW = 0.02; // Of the value.

interface Tester {
  /** What the runs at these values did; null where the budget is spent. */
  test(values: readonly number[]): Promise<readonly (BackCount | null)[] | null>;
  /** A value between two, which the model takes; null: none. */
  between(a: number, b: number): number | null;
}

/** @param swept in order of the knob, at least two */
export async function backBoundary(
  swept: readonly BoundaryTest[],
  level: number,
  tester: Tester,
): Promise<BoundaryFindings> {
  const of = swept[0]?.of ?? 0;
  const most = Math.floor(of / 2) + 1;
  const [first, last] = [swept[0]!, swept.at(-1)!];
  const side = first.down >= most && last.down < most ? "to" : "from";
  const tested = new Map(swept.map((each) => [each.at, each]));
  const told = (at: BoundaryFindings["at"]): BoundaryFindings => ({ at, side, tested: inOrder(tested) });
  const isDown = swept.map(({ down }) => down >= most);
  if (!isDown.includes(true)) return told(noEstimate("at no value swept do most runs stay down"));
  if (!isDown.includes(false)) return told(noEstimate("at no value swept do most runs come back"));
  const changes = isDown.filter((down, i) => i > 0 && down !== isDown[i - 1]).length;
  if (changes > 1) return told(noEstimate("it comes back at some values beyond others at which it does not"));
  const rank = medianRank(of, level);
  const half = (each: BoundaryTest): boolean => each.down >= most;
  const ends =
    rank === null
      ? []
      : [(each: BoundaryTest) => each.of - each.back >= rank, (each: BoundaryTest) => each.down > each.of - rank];
  const isBeyond = [half, ...ends];
  for (let i = 0; i < HALVINGS; i++) {
    const open = isBeyond.flatMap((beyond) => middleOf(gapOf(tested, side, beyond), tester));
    const values = [...new Set(open)].filter((value) => !tested.has(value));
    const found = values.length === 0 ? null : await tester.test(values);
    if (found === null) break;
    values.forEach((at, v) => {
      const count = found[v];
      if (count != null) tested.set(at, { at, ...count });
    });
    if (found.some((count) => count === null)) break;
  }
  const [at, soonest, latest] = isBeyond.map((beyond) => gapOf(tested, side, beyond));
  if (soonest === undefined || latest === undefined)
    return told({ value: at!.beyond, low: null, high: null, reason: "it takes six replications for an interval" });
  const span = [soonest.before, latest.beyond];
  const [low, high] = side === "from" ? span : span.toReversed();
  return told({ value: at!.beyond, low: low ?? null, high: high ?? null });
}

interface Gap {
  readonly before: number | null; // The last value that is not beyond; null: all are.
  readonly beyond: number | null; // The first that is.
}

function gapOf(
  tested: ReadonlyMap<number, BoundaryTest>,
  side: BoundaryFindings["side"],
  isBeyond: (each: BoundaryTest) => boolean,
): Gap {
  const all = side === "from" ? inOrder(tested) : inOrder(tested).toReversed();
  const at = all.findIndex(isBeyond);
  if (at < 0) return { before: all.at(-1)!.at, beyond: null };
  return { before: all[at - 1]?.at ?? null, beyond: all[at]!.at };
}

function middleOf({ before, beyond }: Gap, { between }: Tester): number[] {
  if (before === null || beyond === null) return [];
  if (Math.abs(beyond - before) <= NARROW * Math.abs(beyond)) return [];
  const middle = between(before, beyond);
  return middle === null ? [] : [middle];
}

const inOrder = (tested: ReadonlyMap<number, BoundaryTest>): BoundaryTest[] =>
  [...tested.values()].toSorted((a, b) => a.at - b.at);
