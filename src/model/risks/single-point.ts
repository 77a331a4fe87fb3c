/** A part that a request needs and that there is one of: when it is down, so is what needs it. */
import type { Surroundings } from "../check/surroundings.js";
import type { Risk } from "./risk.js";

/** @param how "runs as one instance" @returns nothing where no request needs it, or something stands in for it */
export function oneOfIt({ hops }: Surroundings, name: string, how: string): readonly Risk[] {
  const isNeeded = hops.some(
    (hop) => hop.part === name && [...hop.within, hop].every(({ policies }) => policies.fallback === undefined),
  );
  const message = `${how}: when it is down, every request that needs it fails`;
  return isNeeded ? [{ rule: "single-point", subject: name, message, path: ["parts", name] }] : [];
}
