/** What was put into a list and what was taken out, by the longest common subsequence, as `diff` does with lines. */
import type { changes } from "../../model/source/index.js";

type Change = ReturnType<typeof changes>[number];

/** Removed items have their place in the old list, added ones theirs in the new. */
export function listChanges(before: readonly unknown[], after: readonly unknown[], path: Change["path"]): Change[] {
  const [old, now] = [before, after].map((list) => list.map((item) => JSON.stringify(item)));
  const common = lengths(old, now);
  const found: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
    } else if (j === now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) {
      found.push({ sign: "-", path: [...path, i], before: before[i], after: undefined });
      i++;
    } else {
      found.push({ sign: "+", path: [...path, j], before: undefined, after: after[j] });
      j++;
    }
  }
  return found;
}

/** Of the longest common subsequence of what is left from i and j on. */
function lengths(old: readonly string[], now: readonly string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () => Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i][j] = old[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  return common;
}
