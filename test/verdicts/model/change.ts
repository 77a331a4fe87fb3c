/** A change to a model as a team might propose it: one number of its parts, up or down. */
import type { Dice } from "./dice.js";
import type { Data } from "./services.js";

type Place = readonly (string | number)[];

const COUNTS = ["instances", "threads", "cores", "connections", "workers", "count", "capacity"];
const TIMES = ["cpu", "delay", "time", "timeout", "acquire"];
const FACTORS = [0.5, 0.8, 0.95, 1.05, 1.3, 2];

/** @returns the changed file and the place of the change */
export function changed(data: Data, dice: Dice): { readonly data: Data; readonly what: string } {
  const [place, value] = dice.pick(...numbers(data.parts, ["parts"]));
  const factor = dice.pick(...FACTORS);
  const next = typeof value === "number" ? whole(value, factor) : scaled(value, factor);
  return { data: withValue(data, place, next) as Data, what: `${place.join(".")}: ${value} → ${next}` };
}

/** Numbers that may be changed, each with its place. */
function numbers(value: unknown, place: Place): [Place, number | string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [Place, number | string][] => {
    const at = [...place, Array.isArray(value) ? Number(key) : key];
    const isCount = typeof inner === "number" && COUNTS.includes(key);
    const isTime = typeof inner === "string" && TIMES.includes(key);
    return isCount || isTime ? [[at, inner]] : numbers(inner, at);
  });
}

const whole = (value: number, factor: number): number => {
  const next = Math.round(value * factor);
  return next !== value && next >= 1 ? next : value + 1;
};

/** The times of a law; its shape stays. */
const scaled = (text: string, factor: number): string =>
  text.replace(/([\d.]+)(ms|s)\b/g, (_, number, unit) => `${Number((Number(number) * factor).toPrecision(4))}${unit}`);

function withValue(data: unknown, [key, ...rest]: Place, next: unknown): unknown {
  if (key === undefined) return next;
  if (Array.isArray(data)) return data.map((each, i) => (i === key ? withValue(each, rest, next) : each));
  const map = data as Data;
  return { ...map, [key]: withValue(map[key], rest, next) };
}
