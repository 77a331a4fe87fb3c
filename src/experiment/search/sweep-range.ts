/** `PATH=FROM..TO:STEPS` or `PATH=A,B,C`: which values a sweep tries. */
import type { KnobFindings } from "../../analysis/findings/sweep-findings.js";
import { NoKnob } from "../plan/knob.js";

const VALUE = /^(-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*([^\d\s.,:-]*)$/i;
const STEPS = 8; // Unless given.
const STEPS_MOST = 100;

export const LOAD = "load"; // A factor for all traffic.

/** @throws NoKnob */
export function parseRange(text: string): KnobFindings {
  const [, name, written] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
  if (name === undefined || written === undefined)
    throw new NoKnob(`"${text}": write it as web.threads=4..32, web.threads=4..32:8 or web.threads=4,8,16`);
  const range = /^(.+?)\.\.(.+?)(?::(\d+))?$/.exec(written);
  const parsed = (range === null ? written.split(",") : [range[1], range[2]]).map((each) => VALUE.exec(each.trim()));
  const unit = parsed.findLast((match) => match !== null)?.[2] ?? "";
  // One unit for all values, which may be written once.
  if (parsed.some((match) => match === null || (match[2] !== "" && match[2] !== unit)))
    throw new NoKnob(`"${written}" is no range of numbers in one unit, such as 5ms..50ms or 4,8,16`);
  const numbers = parsed.map((match) => Number((match as RegExpExecArray)[1].replaceAll("_", "")));
  const values = range === null ? numbers : spread(numbers, range[3], name !== LOAD && unit === "");
  const ascending = [...new Set(values)].sort((a, b) => a - b);
  if (ascending.length < 2 || ascending.length > STEPS_MOST)
    throw new NoKnob(`"${text}" has ${ascending.length} values; a sweep takes 2 to ${STEPS_MOST}`);
  return { name, unit, values: ascending };
}

/** Evenly spaced; whole numbers between whole ends. */
function spread([from, to]: readonly number[], steps: string | undefined, mayBeWhole: boolean): number[] {
  const isWhole = mayBeWhole && Number.isInteger(from) && Number.isInteger(to);
  const most = isWhole ? Math.abs(to - from) + 1 : Number.POSITIVE_INFINITY;
  const n = steps === undefined ? Math.min(STEPS, most) : Math.min(Number(steps), STEPS_MOST + 1);
  if (n < 2) return [from];
  return Array.from({ length: n }, (_, i) => {
    const value = from + ((to - from) * i) / (n - 1);
    return isWhole ? Math.round(value) : Number(value.toPrecision(4));
  });
}
