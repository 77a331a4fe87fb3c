/** Every question that one part or source asks another, as the steps of the model say it, and how often. */
import type { EdgeKind } from "../../analysis/findings/topology-findings.js";
import { senseOf } from "../../model/check/check-sense.js";
import { KINDS, partKindOf, stepKindOf } from "../../model/language/catalogue.js";
import { insideFallback, type StepData } from "../../model/language/kinds.js";
import type { Model } from "../../model/language/model.js";
import type { Path } from "../../model/source/diagnostics.js";
import { offeredRate } from "../../model/traffic/rate.js";

export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly what: string | null; // The endpoint or query; null: the part itself.
  readonly perSecond: number | null; // Null: only a run can tell.
}

/** @param model without mistakes */
export function askedIn(model: Model): readonly Asked[] {
  const steps = new Map(senseOf(model).steps.map(({ path, perMs }) => [path.join("."), perMs * 1000]));
  const isClosed = Object.values(model.traffic).some(({ rate }) => rate === undefined);
  const said = [...fromTraffic(model), ...fromParts(model)].map(({ at, times, ...asked }): Asked => {
    const rate = at === null ? null : isClosed ? null : (steps.get(at.join(".")) ?? 0);
    return { ...asked, perSecond: times ?? rate };
  });
  return [...said, ...handedOn(model, said)].flatMap((asked) => goingThrough(model, asked));
}

type Said = Omit<Asked, "perSecond"> & { readonly at: Path | null; readonly times?: number | null };

function fromTraffic(model: Model): Said[] {
  return Object.entries(model.traffic).flatMap(([source, traffic]) => [
    ...Object.entries(traffic.mix).map(([target, share]): Said => {
      const times = traffic.rate === undefined ? null : offeredRate(traffic.rate) * share;
      return { ...endOf(target), from: source, kind: "call", at: null, times };
    }),
    ...insideFallback(traffic).flatMap(({ under, steps }) =>
      inSteps(model, source, steps, ["traffic", source, ...under]),
    ),
  ]);
}

function fromParts(model: Model): Said[] {
  return Object.entries(model.parts).flatMap(([part, options]) => {
    const kind = partKindOf(options);
    const drawn = kind?.drawn(options as never, model);
    return [
      ...(kind?.entries?.(options as never) ?? []).flatMap(({ under, steps }) =>
        inSteps(model, part, steps, ["parts", part, ...under]),
      ),
      ...(drawn?.asks ?? []).flatMap(({ to, what }) =>
        (what.length === 0 ? [null] : what).map(
          (each): Said => ({ from: part, to, kind: "query", what: each, at: null }),
        ),
      ),
    ];
  });
}

function inSteps(model: Model, from: string, steps: readonly StepData[], around: Path): Said[] {
  return steps.flatMap((step, i) => {
    const kind = stepKindOf(step);
    if (kind === undefined) return [];
    const at = [...around, i];
    const visit = kind.visits(step as never, model, KINDS);
    const own: Said[] =
      visit === null ? [] : [{ ...endOf(visit.target), from, kind: visit.as, at: visit.holds ? null : at }];
    const inner = kind
      .inside(step as never, model)
      .flatMap(({ under, steps: those }) => inSteps(model, from, those, [...at, ...under]));
    return [...own, ...inner];
  });
}

function endOf(target: string): Pick<Asked, "to" | "what"> {
  const [to = "", what = null] = target.split(".");
  return { to, what };
}

/** What parts that take messages hand on, of all that they get. */
function handedOn(model: Model, said: readonly Asked[]): Asked[] {
  const hands = Object.entries(model.parts).flatMap(([from, options]) =>
    (partKindOf(options)?.takesMessages?.handsOn?.(options as never) ?? []).map((each) => ({ from, ...each })),
  );
  /** What comes to a part in a second. */
  const getsOf = (part: string, way: readonly string[] = []): number | null => {
    if (way.includes(part)) return null;
    const rates = [
      ...said.filter(({ to, kind }) => to === part && kind === "message").map(({ perSecond }) => perSecond),
      ...hands
        .filter(({ to, parks }) => to === part && parks !== true)
        .map(({ from, times }) => {
          const gets = getsOf(from, [...way, part]);
          return gets === null ? null : gets * times;
        }),
    ];
    return rates.reduce((sum: number | null, rate) => (sum === null || rate === null ? null : sum + rate), 0);
  };
  return hands.map(({ from, to, times, parks }) => {
    if (parks) return { from, to, kind: "parked", what: null, perSecond: null };
    const gets = getsOf(from);
    return { from, to, kind: "message", what: null, perSecond: gets === null ? null : gets * times };
  });
}

/** By way of what stands in between, where the part says so. */
function goingThrough(model: Model, asked: Asked): Asked[] {
  const options = model.parts[asked.to];
  const through = partKindOf(options)?.drawn(options as never, model).through;
  return through === undefined
    ? [asked]
    : [
        { ...asked, to: through },
        { ...asked, from: through },
      ];
}
