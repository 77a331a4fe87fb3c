/** The visit of repetition `round` (≥ 1) inside another visit: a mix, so that nested loops do not collide. */
export function visitWithin(outerVisit: number, round: number): number {
  return (Math.imul(outerVisit, 0x9e3779b1) + Math.imul(round, 0x85ebca6b)) | 0;
}
