/** P(at least `needs` succeed) of independent tries with these chances, by a recursion over the tries. */
export function enough(successes: readonly number[], needs: number): number {
  let chances = [1]; // Of exactly 0, 1, 2 … successes; `needs` or more are one entry.
  for (const success of successes) {
    const next = Array<number>(Math.min(chances.length + 1, needs + 1)).fill(0);
    chances.forEach((chance, n) => {
      next[n] += n === needs ? chance : chance * (1 - success);
      if (n < needs) next[n + 1] += chance * success;
    });
    chances = next;
  }
  return chances[needs] ?? 0;
}
