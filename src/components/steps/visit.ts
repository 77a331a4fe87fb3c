/**
 * The visit of repetition `round` (≥ 1) inside another visit. Each loop mixes in its own salt: otherwise the second
 * round of an outer loop and the second of an inner one would draw the same numbers.
 */
export function visitWithin(outerVisit: number, round: number, salt: number): number {
  return (Math.imul(outerVisit ^ salt, 0x9e3779b1) + Math.imul(round, 0x85ebca6b)) | 0;
}

/** A loop's salt, drawn from its own stream, so that it is the same in every topology. */
export function saltOf(stream: { draw(request: number, visit: number): void; readonly hi: number }): number {
  stream.draw(-1, -1);
  return stream.hi;
}
