/**
 * The ziggurat tables of a decreasing density: 256 layers of equal area under f, of which the lowest
 * includes the tail beyond `tailStart`.
 *
 * A point drawn in a layer lies almost always (98.9 %) left of the layer above and so under the curve:
 * one multiplication and one comparison. Layer and position come from different bits, which the method of
 * 2000 did not do and which shows in its distribution.
 *
 * Source: Marsaglia and Tsang, "The ziggurat method for generating random variables", 2000; Doornik,
 * "An improved ziggurat method to generate normal random samples", 2005.
 */
export const LAYERS = 256;

export interface Ziggurat {
  readonly edge: Float64Array; // Right edge of each layer from the widest up; [0] is area ÷ f(tailStart), [256] is 0.
  readonly height: Float64Array; // f at each edge; [0] unused.
}

/**
 * @param f the density, not necessarily normalised, with f(0) = 1
 * @param inverse its inverse on (0, 1]
 * @param tailStart where the lowest layer gives way to the tail
 * @param tailArea the integral of f from `tailStart` on
 */
export function ziggurat(
  f: (x: number) => number,
  inverse: (y: number) => number,
  tailStart: number,
  tailArea: number,
): Ziggurat {
  const area = tailStart * f(tailStart) + tailArea;
  const edge = new Float64Array(LAYERS + 1);
  const height = new Float64Array(LAYERS + 1);
  edge[0] = area / f(tailStart);
  edge[1] = tailStart;
  height[1] = f(tailStart);
  for (let i = 2; i < LAYERS; i++) {
    height[i] = height[i - 1]! + area / edge[i - 1]!;
    edge[i] = inverse(height[i]!);
  }
  height[LAYERS] = 1; // The top layer closes at the peak, where its edge is 0.
  return { edge, height };
}
