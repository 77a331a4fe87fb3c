/** What fits on one screen: pieces in reading order, of which those that matter least are left out. */

export interface Piece {
  readonly lines: readonly string[]; // None: nothing to say.
  readonly rank: number; // 0: always there. Higher ranks are left out first.
  readonly name: string; // For the line that says what was left out. Between pieces of one name is no empty line.
}

export const SCREEN = 40;

/** @returns the lines of the pieces that fit, and the names of the others */
export function oneScreen(pieces: readonly Piece[], most = SCREEN): { lines: string[]; leftOut: string[] } {
  const said = pieces.filter(({ lines }) => lines.length > 0);
  const taken = new Set<Piece>();
  const height = (): number => laidOut(said.filter((piece) => taken.has(piece))).length;
  for (const piece of said.toSorted((a, b) => a.rank - b.rank)) {
    taken.add(piece);
    if (piece.rank > 0 && height() > most) taken.delete(piece);
  }
  return {
    lines: laidOut(said.filter((piece) => taken.has(piece))),
    leftOut: [...new Set(said.filter((piece) => !taken.has(piece)).map(({ name }) => name))],
  };
}

const laidOut = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap(({ lines, name }, i) => (i === 0 || name === pieces[i - 1]!.name ? lines : ["", ...lines]));
