/** What saturated first: resources in the order in which they filled up, the cause before its symptom. */
import type { OverTimeFindings, ResourceOverTime, SaturationFindings } from "../findings/findings.js";

/** Utilisation (mean over replications, over one bin) from which a resource counts as full. */
export const SATURATED = 0.95;

/** Utilisation from which requests wait for it: what they hold meanwhile may fill first. */
const BUSY = 0.8;

type Resource = Pick<ResourceOverTime, "part" | "resource">;

interface Filled {
  readonly of: Resource;
  readonly bin: number; // The first in which it is full.
  readonly until: number; // The first after it in which it is not.
  readonly utilisation: readonly number[];
}

/**
 * Every resource with a bin at least 95 % busy, by its first such bin. In one bin, the busier of two goes first, and
 * of two as busy, the one that comes first in `resources`. But threads fill because their requests wait for cores: of
 * two that fill together the inner one goes first, and of several inner ones the busier.
 *
 * @param holds whether requests at the inner resource hold the outer one
 */
export function saturation(
  { startMs, binMs, resources }: Pick<OverTimeFindings, "startMs" | "binMs" | "resources">,
  holds: (outer: Resource, inner: Resource) => boolean,
): SaturationFindings[] {
  const filled = resources
    .flatMap((each): Filled[] => {
      const { utilisation } = each;
      const bin = utilisation?.findIndex((share) => share >= SATURATED) ?? -1;
      if (utilisation === null || bin < 0) return [];
      const end = utilisation.findIndex((share, i) => i > bin && share < SATURATED);
      return [{ of: each, bin, until: end < 0 ? utilisation.length : end, utilisation }];
    })
    .sort((a, b) => a.bin - b.bin || b.utilisation[b.bin]! - a.utilisation[a.bin]!); // Stable: order as given.
  return causesFirst(filled, holds).map(({ of: { part, resource }, bin, utilisation }) => ({
    part,
    resource,
    atMs: startMs + bin * binMs,
    peakUtilisation: utilisation.reduce((peak, share) => Math.max(peak, share), 0),
  }));
}

function causesFirst(filled: readonly Filled[], holds: (outer: Resource, inner: Resource) => boolean): Filled[] {
  const left = [...filled];
  const ordered: Filled[] = [];
  while (left.length > 0) {
    const [first] = left;
    const inside = left.filter((each) => holds(first!.of, each.of) && fillTogether(first!, each));
    const innermost = inside.filter((each) => !inside.some((other) => holds(each.of, other.of)));
    const then = (innermost.length === 0 ? inside : innermost).reduce((a, b) => (busier(first!, a, b) ? b : a), first!);
    ordered.push(...left.splice(left.indexOf(then), 1));
  }
  return ordered;
}

/**
 * The inner one was busy already when the outer one filled, and is full while that still is; or at another time, where it
 * is the busier of the two all along, as the locks are that the holders of a pool wait for.
 */
const fillTogether = (outer: Filled, inner: Filled): boolean =>
  inner.utilisation[outer.bin]! >= BUSY && (inner.bin < outer.until || meanOf(inner) > meanOf(outer));

const meanOf = ({ utilisation }: Filled): number =>
  utilisation.reduce((sum, each) => sum + each, 0) / utilisation.length;

/** Whether `b` goes before `a`, by how busy they are when the outer one fills: anything inside before that itself. */
const busier = (outer: Filled, a: Filled, b: Filled): boolean =>
  a === outer || b.utilisation[outer.bin]! > a.utilisation[outer.bin]!;
