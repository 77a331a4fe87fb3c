/**
 * The known word a writer most likely meant, or null when nothing is close enough to be worth saying.
 *
 * Close means few edits for its length (one in three letters, at least one), differing in case only, or
 * being the beginning of a known word. Among equally close words the first listed wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length === 0 || word.length > LONGEST) return null; // So long a word is not mistyped; and the cost is quadratic.
  const written = word.toLowerCase();
  const allowed = Math.min(3, Math.max(1, Math.floor(written.length / 3)));
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    if (candidate === word) return candidate;
    if (Math.abs(candidate.length - word.length) > allowed && !begins(candidate, written)) continue;
    const edits = begins(candidate, written) ? 0.5 : distance(written, candidate.toLowerCase());
    if (edits <= allowed && edits < written.length && edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return best;
}

const LONGEST = 60;

function begins(candidate: string, written: string): boolean {
  return written.length >= 3 && candidate.length > written.length && candidate.toLowerCase().startsWith(written);
}

/**
 * Damerau–Levenshtein distance: insertions, deletions, replacements and swaps of neighbours, with no letter
 * edited twice ("optimal string alignment"). O(a·b).
 */
export function distance(a: string, b: string): number {
  let twoAgo: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, twoAgo[j - 2]! + 1);
      row.push(edits);
    }
    twoAgo = previous;
    previous = row;
  }
  return previous[b.length]!;
}
