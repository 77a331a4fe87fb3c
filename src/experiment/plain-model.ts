/** Models of which the mean work is known beforehand, as long as nobody is refused or gives up. */
import type { Model } from "../model/model.js";

/** Keys of steps that neither cut work short nor repeat it by chance. */
const PLAIN = ["cpu", "delay", "query", "call", "get", "key", "miss", "choose", "share", "steps"];

/** Options of parts whose mean work is not known beforehand. */
const BY_CHANCE = ["keys", "cold-start", "breakdowns"];

export function isPlain({ traffic, parts }: Model): boolean {
  const plainStep = (step: unknown): boolean =>
    typeof step !== "object" || step === null
      ? true
      : Object.entries(step).every(([key, value]) =>
          PLAIN.includes(key) && Array.isArray(value) ? value.every(plainStep) : PLAIN.includes(key),
        );
  const known = ["rate", "arrivals", "to", "mix", "think"];
  const given = (options: object): string[] =>
    Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  return (
    Object.values(traffic).every((source) => given(source).every((key) => known.includes(key))) &&
    Object.values(parts).every((part) => !BY_CHANCE.some((key) => part[key] !== undefined)) &&
    Object.values(parts).every(({ endpoints = {} }) =>
      Object.values(endpoints as object).every((steps) => (steps as unknown[]).every(plainStep)),
    )
  );
}
