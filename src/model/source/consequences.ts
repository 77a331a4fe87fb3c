/** Leaves out what only follows from another mistake, and says once what one text mends. */
import type { Path } from "./diagnostics.js";
import type { Finding, Found } from "./from-zod.js";

/**
 * If an unknown key is reported as a misspelt `rate`, a missing `rate` is not reported as well, nor what follows from it
 * for the map around, nor what stands inside of what is written anew: it is told when that is there.
 */
export function withoutConsequences(all: readonly Finding[]): readonly Found[] {
  const meant = new Set(all.flatMap((finding) => finding.meant ?? []));
  const isFollowing = (finding: Finding): boolean =>
    (finding.missing !== undefined && meant.has(finding.missing)) || all.some((by) => settles(by, finding));
  return together(all.filter((finding) => !isFollowing(finding))).map(
    ({ missing: _, meant: __, path, isRule = false, ...diagnostic }) => ({ diagnostic, path, isRule }),
  );
}

/** Whether what is to be written for one mistake may leave nothing of another. */
function settles(by: Finding, other: Finding): boolean {
  if (by === other) return false;
  return (by.fix ?? []).some(({ at, of }) => {
    const around = of === "inside" ? at : at.slice(0, -1);
    if (other.isRule === true && isSame(other.path, around)) return true;
    if (of === "key") return at.length < by.path.length && isBelow(other.path, at); // It becomes another thing.
    return of !== "inside" && isBelow(other.path, at) && !(other.fix !== undefined && isSame(other.path, at));
  });
}

/** Entries of one map that the same text replaces, such as p50 and p99, as one mistake at the first. */
function together(all: readonly Finding[]): readonly Finding[] {
  const first = (finding: Finding): Finding =>
    all.find(
      ({ hint, fix, path }) =>
        fix !== undefined && hint === finding.hint && isSame(path.slice(0, -1), finding.path.slice(0, -1)),
    ) ?? finding;
  return all
    .filter((finding) => first(finding) === finding || finding.fix?.[0]?.write === "")
    .map((finding) => {
      const alike = all.filter((other) => other !== finding && first(other) === finding);
      const fix = [...(finding.fix ?? []), ...alike.flatMap((other) => other.fix ?? [])];
      return alike.length === 0 || finding.fix?.[0]?.write === "" ? finding : { ...finding, fix };
    });
}

const isBelow = (path: Path, at: Path): boolean => at.every((step, i) => step === path[i]);
const isSame = (a: Path, b: Path): boolean => a.length === b.length && isBelow(a, b);
