/** The smallest whole value of a knob that meets the objectives: of connections, instances, threads … */
import type { CeilingFindings, ProbeFindings } from "../../analysis/findings/ceiling-findings.js";
import type { Estimate, Verdict } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import type { Model } from "../../model/language/model.js";
import { undecidable } from "../plan/check-objectives.js";
import { findKnob, type Knob, NoKnob, valueAt, type Workbench, withKnob } from "../plan/knob.js";
import { provenance } from "../plan/provenance.js";
import { beyondFindings, type Look, type Probe, probeFindings } from "./probe.js";
import { type Axis, NOT_SEARCHED, search, type Tester, type Threshold, wholeBetween } from "./two-sided-search.js";

const DOUBLINGS = 12; // Beyond the model's own value.

/** @param precision widest interval, as a share of the value @throws NoKnob */
export async function smallestValue(
  probe: Probe,
  bench: Workbench,
  { knob: name, precision }: { knob: string; precision: number },
): Promise<CeilingFindings> {
  const { variant } = bench;
  const knob = findKnob(bench, name);
  const own = ownValue(variant.model, knob);
  const values = new Values(bench, knob, own ?? 1);
  const looks = new Map<number, Look>();
  const probes: ProbeFindings[] = [];
  const tester: Tester = {
    async test(value, effort) {
      const look = await probe.look(values.model(value), effort);
      if (look === null) return null;
      looks.set(value, look);
      probes.push(probeFindings(value, look));
      return look;
    },
    effortLeft: (value) => probe.effortLeft(values.model(value)),
  };
  values.model(values.start); // Throws at once if the path is wrong.
  const [why] = undecidable({ ...variant, model: values.model(values.start) });
  const found =
    why === undefined
      ? await search(smaller(values, precision), [-values.start], {
          test: (demand, effort) => tester.test(-demand, effort),
          effortLeft: (demand) => tester.effortLeft(-demand),
        })
      : NOT_SEARCHED;
  const [met, missed] = [negated(found.met), negated(found.missed)];
  return {
    ...provenance(probe.study, variant),
    of: "knob",
    knob: name,
    expected: own,
    ceiling: why === undefined ? smallest(met, missed, values) : noEstimate(why),
    headroom: null,
    verdict: met !== null ? "met" : verdictOf(found, probes),
    meetsUpTo: met === null ? null : await meetsUpTo(met, values, precision, tester),
    stopped: found.stopped,
    beyond: missed === null ? null : beyondFindings(missed, looks.get(missed) as Look),
    probes,
    audit: probe.audit,
    simulated: probe.simulated,
  };
}

/** Why no value is proven to meet: that all values tried miss says nothing of those that the budget left untried. */
function verdictOf({ stopped }: Threshold, probes: readonly ProbeFindings[]): Verdict {
  const isTried = stopped === "end" && probes.length > 0;
  return isTried && probes.every(({ verdict }) => verdict === "missed") ? "missed" : "unknown";
}

/** Whole values that the model's schema and sense accept. */
class Values {
  readonly start: number;
  readonly #bench: Workbench;
  readonly #knob: Knob;
  readonly #most: number;

  constructor(bench: Workbench, knob: Knob, start: number) {
    this.start = start;
    this.#bench = bench;
    this.#knob = knob;
    this.#most = Math.max(1, start) * 2 ** DOUBLINGS;
  }

  /** @throws NoKnob */
  model(value: number): Model {
    const model = withKnob(this.#bench, this.#knob, value);
    if (valueAt(model, this.#knob.path) !== value) throw new NoKnob(`${this.#knob.name} is not a whole number`);
    return model;
  }

  /** Twice the value, or as much of it as the model accepts; null at the largest. */
  larger(value: number): number | null {
    const wanted = Math.max(1, 2 * value);
    if (value >= this.#most) return null;
    let [valid, refused] = this.accepts(wanted) ? [wanted, wanted] : [value, wanted];
    while (refused - valid > 1) {
      const middle = Math.floor((valid + refused) / 2);
      if (this.accepts(middle)) valid = middle;
      else refused = middle;
    }
    return valid > value ? valid : null;
  }

  smaller(value: number): number | null {
    const wanted = Math.floor(value / 2);
    return value > 0 && this.accepts(wanted) ? wanted : null;
  }

  accepts(value: number): boolean {
    try {
      this.model(value);
      return true;
    } catch (problem) {
      if (problem instanceof NoKnob) return false;
      throw problem;
    }
  }
}

/** The smaller the value, the more demanding: a demand is the negated value. */
const smaller = (values: Values, precision: number): Axis => ({
  between: wholeBetween,
  width: (met, missed) => widthOf(-missed, -met, precision),
  easier: (demand) => negated(values.larger(-demand)),
  harder: (demand) => negated(values.smaller(-demand)),
});

const widthOf = (less: number, more: number, precision: number): number =>
  more - less <= 1 ? 0 : (more / less - 1) / precision;

/** Larger is not always better: the largest value that meets, where twice the value misses again. */
async function meetsUpTo(met: number, values: Values, precision: number, tester: Tester): Promise<number | null> {
  const beyond = values.larger(met);
  if (beyond === null || (await tester.test(beyond, 1))?.verdict !== "missed") return null;
  const axis: Axis = {
    between: wholeBetween,
    width: (low, high) => widthOf(low, high, precision),
    easier: () => null,
    harder: () => null,
  };
  const found: Threshold = await search(axis, [met, beyond], tester);
  return found.met;
}

function ownValue(model: Model, { path }: Knob): number | null {
  const value = valueAt(model, path);
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

function smallest(met: number | null, missed: number | null, values: Values): Estimate {
  if (met === null)
    return {
      value: null,
      low: missed === null ? null : missed + 1,
      high: null,
      reason: "no value tried is proven to meet the objectives",
    };
  const low = missed === null ? (values.accepts(met - 1) ? null : met) : missed + 1;
  return { value: met, low, high: met };
}

const negated = (value: number | null): number | null => (value === null ? null : -value);
