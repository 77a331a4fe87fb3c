/**
 * How parallel steps affect arrivals: requests that fork and join. Each branch of a Poisson stream is Poisson, but two
 * branches at one station arrive together; and a join completes with its last branch, which is no longer Poisson once
 * any of them had to wait (Flatto & Hahn 1984).
 */
import type { Place, Visit } from "./network.js";

/** Two of one request's branches come here. */
export function comeTogether({ visits }: Place): boolean {
  const branches = new Map<number, number>(); // By the step: how many there are.
  const seen = new Set<string>();
  for (const { id, branch, copies } of visits.flatMap(({ forks }) => forks)) {
    const key = `${id} ${branch}`;
    if (!seen.has(key)) branches.set(id, (branches.get(id) ?? 0) + copies);
    seen.add(key);
  }
  return [...branches.values()].some((count) => count > 1);
}

/** Stations inside the branches that must end before this visit. */
export function joinedBefore(visit: Visit, places: ReadonlyMap<string, Place>): string[] {
  const own = new Set(visit.forks.map(({ id }) => id));
  return [...visit.after].filter((key) =>
    places
      .get(key)
      ?.visits.some((earlier) => earlier.source === visit.source && earlier.forks.some(({ id }) => !own.has(id))),
  );
}
