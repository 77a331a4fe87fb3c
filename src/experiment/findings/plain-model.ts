/**
 * Models of which the mean work is known beforehand, as long as nobody is refused or gives up. What is not known to be
 * plain is not: a new option is by chance until it is listed here.
 */
import type { Model, Traffic } from "../../model/language/model.js";

/** Keys of steps that neither cut work short nor repeat it by chance. */
const STEPS = new Set(["cpu", "delay", "query", "call", "get", "key", "miss", "choose", "share", "steps"]);

/** Whether what a source may say leaves the mean work known. A key that is missing here does not compile. */
const TRAFFIC: Readonly<Record<keyof Traffic, boolean>> = {
  rate: true,
  arrivals: true,
  to: true,
  mix: true,
  think: true,
  batch: false,
  users: false,
  timeout: false,
  deadline: false,
  retry: false,
  breaker: false,
  fallback: false,
};

/** The same of any part. Missing: it does not. */
export const PARTS: Readonly<Record<string, boolean>> = {
  type: true,
  ...all("instances", "balance", "threads", "queue", "order", "priority", "preempts", "patience", "network"),
  ...all("cores", "host", "contention", "coherency", "endpoints", "health-check"),
  ...all("scheduling", "connections", "connect", "pool", "replicas", "queries"),
  ...all("hit", "capacity", "keeps", "ttl", "expires", "time"),
  ...all("workers", "limit", "steps"),
  keys: false,
  "cold-start": false,
  breakdowns: false,
};

function all(...options: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(options.map((option) => [option, true]));
}

export function isPlain({ traffic, parts }: Model): boolean {
  return (
    Object.values(traffic).every((source) => isGivenOnly(source, TRAFFIC)) &&
    Object.values(parts).every((part) => isGivenOnly(part, PARTS)) &&
    Object.values(parts).every(({ endpoints = {} }) =>
      Object.values(endpoints as object).every((steps) => (steps as unknown[]).every(isPlainStep)),
    )
  );
}

function isGivenOnly(options: object, plain: Readonly<Record<string, boolean>>): boolean {
  return Object.entries(options).every(([key, value]) => value === undefined || plain[key] === true);
}

function isPlainStep(step: unknown): boolean {
  if (typeof step !== "object" || step === null) return true;
  return Object.entries(step).every(
    ([key, value]) => STEPS.has(key) && (!Array.isArray(value) || value.every(isPlainStep)),
  );
}
