import { currentNormal, standardNormal } from "./normal.js";
import type { RandomStream } from "./stream.js";

/**
 * A gamma number of the given shape (> 0) and scale 1, so of mean `shape`. A whole shape makes it Erlang.
 *
 * Source: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000. One normal and one
 * uniform number suffice in more than 95 % of the draws, whatever the shape.
 */
export function standardGamma(stream: RandomStream, request: number, visit: number, shape: number): number {
  if (shape >= 1) return marsagliaTsang(stream, standardNormal(stream, request, visit), shape);
  const oneMore = marsagliaTsang(stream, standardNormal(stream, request, visit), shape + 1);
  stream.more();
  return oneMore * (1 - stream.unit) ** (1 / shape); // 1 − unit is never 0, so the result is not either.
}

/** The cube of a shifted normal number, accepted or drawn again. `shape` ≥ 1. */
function marsagliaTsang(stream: RandomStream, firstNormal: number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  let normal = firstNormal;
  for (;;) {
    const root = 1 + c * normal;
    const square = normal * normal;
    stream.more();
    if (root > 0) {
      const cube = root * root * root;
      const u = 1 - stream.unit;
      if (u < 1 - 0.0331 * square * square) return d * cube; // Decides nearly always, without a logarithm.
      if (Math.log(u) < 0.5 * square + d * (1 - cube + Math.log(cube))) return d * cube;
    }
    stream.more();
    normal = currentNormal(stream);
  }
}
