/** The figure that a sweep chart shows: the first one requested, else p99. */
import type { Unit } from "../../analysis/figures/units.js";
import type { Estimate, ObjectiveFindings } from "../../analysis/findings/findings.js";
import type { SweepFindings, SweepPoint, SweptFigure } from "../../analysis/findings/sweep-findings.js";
import { ROUND_IN_UNIT } from "../kit/format.js";
import { drawable, drawableLog } from "../kit/numbers.js";
import { askedOfP99, commonLimit, p99Limits, p99Words } from "../kit/objective.js";

export interface SweepSubject {
  readonly name: string; // "p99", "p99 of web.checkout", "hit rate of catalogue"
  readonly unit: Unit;
  readonly isNamed: boolean; // Requested; otherwise p99, with p50 beside that of all requests.
  readonly isKnees: boolean; // Whether the knee belongs to this curve.
  readonly limit: { readonly at: number; readonly words: string } | null; // "p99 < 300 ms"
  of(point: SweepPoint): Estimate;
  judged(point: SweepPoint): readonly ObjectiveFindings[]; // The objectives behind the limit's line.
}

export function sweepSubject(sweep: SweepFindings): SweepSubject {
  const [figure] = sweep.figures ?? [];
  return figure === undefined ? ofP99(sweep) : ofFigure(figure, sweep);
}

const UNKNOWN: Estimate = { value: null, low: null, high: null };

function ofFigure({ name, unit, objective: at }: SweptFigure, { points, objectives }: SweepFindings): SweepSubject {
  const judged = ({ objectives: all }: SweepPoint): readonly ObjectiveFindings[] =>
    at === null || all[at] === undefined ? [] : [all[at]];
  const limit = drawable(points.flatMap(judged)[0]?.limit);
  const comparison = at === null ? undefined : /[<>]=?/.exec(objectives[at]?.split(": ").at(-1) ?? "")?.[0];
  return {
    name,
    unit,
    isNamed: true,
    isKnees: true,
    limit: limit === null ? null : { at: limit, words: `${name} ${comparison ?? "to"} ${ROUND_IN_UNIT[unit](limit)}` },
    of: ({ figures }) => figures?.[name] ?? UNKNOWN,
    judged,
  };
}

/** p99 of all requests; of an endpoint where only endpoints have a limit, since each point then has its p99. */
function ofP99(sweep: SweepFindings): SweepSubject {
  const asked = askedOfP99({ variants: sweep.points });
  const common = asked === null ? null : drawableLog(commonLimit(asked));
  const isCurve = sweep.knobs.length === 1;
  const of = isCurve ? (asked?.of ?? null) : null;
  const at = of === (asked?.of ?? null) ? common : null;
  const limitsAt = (point: SweepPoint) => p99Limits(point).filter(({ endpoint }) => endpoint === of);
  const name = p99Words({ of });
  return {
    name,
    unit: "ms",
    isNamed: false,
    isKnees: of === null,
    limit: at === null ? null : { at, words: `${name} < ${ROUND_IN_UNIT.ms(at)}` },
    of: of === null ? ({ p99Ms }) => p99Ms : (point) => limitsAt(point)[0]?.found.measured ?? UNKNOWN,
    judged: (point) => (at === null ? [] : limitsAt(point).map(({ found }) => found)),
  };
}
