/** A single point of failure: a part with one instance that requests need. */
import type { Surroundings } from "../check/surroundings.js";
import type { Risk } from "./risk.js";

/** @param how "runs as one instance" @returns nothing if no request needs it, or all calls have a fallback */
export function oneOfIt({ hops }: Surroundings, name: string, how: string): readonly Risk[] {
  const isNeeded = hops.some(
    (hop) => hop.part === name && [...hop.within, hop].every(({ policies }) => policies.fallback === undefined),
  );
  const message = `${how}: when it is down, every request that needs it fails`;
  return isNeeded ? [{ rule: "single-point", subject: name, message, path: ["parts", name] }] : [];
}
