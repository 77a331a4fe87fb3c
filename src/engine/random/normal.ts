import type { RandomStream } from "./stream.js";
import { ziggurat } from "./ziggurat.js";

// Constants, since V8 would compute the powers at every draw.
const TWO_TO_MINUS_31 = 2 ** -31;
const TWO_TO_MINUS_52 = 2 ** -52;
const TAIL_START = 3.6541528853610088; // Makes 256 layers close at the peak; a test checks it.
const TAIL_AREA = 0.0003233957646633213; // ∫ exp(−x²/2) from there on.

const { edge, height } = ziggurat(
  (x) => Math.exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * Math.log(y)),
  TAIL_START,
  TAIL_AREA,
);

/** A normal number of mean 0 and variance 1, exact in the tails. */
export function standardNormal(stream: RandomStream, request: number, visit: number): number {
  stream.draw(request, visit);
  return currentNormal(stream);
}

/** The same, from the stream's current words. */
export function currentNormal(stream: RandomStream): number {
  const layer = stream.lo & 255;
  stream.value = signedUnit(stream) * edge[layer]!;
  if (Math.abs(stream.value) >= edge[layer + 1]!) rare(stream, layer);
  return stream.value;
}

/** The words in [−1, 1), without the bits that choose the layer, like `unit`. A branch for the sign costs 3 ns. */
function signedUnit(stream: RandomStream): number {
  return stream.hi * TWO_TO_MINUS_31 + (stream.lo >>> 11) * TWO_TO_MINUS_52;
}

/** One draw in 80: beyond the layer above. Improves on `stream.value`. */
function rare(stream: RandomStream, firstLayer: number): void {
  let layer = firstLayer;
  let x = stream.value;
  for (;;) {
    if (layer === 0) {
      x = x < 0 ? -tail(stream) : tail(stream);
      break;
    }
    stream.more();
    if (height[layer]! + stream.unit * (height[layer + 1]! - height[layer]!) < Math.exp(-0.5 * x * x)) break;
    stream.more();
    layer = stream.lo & 255;
    x = signedUnit(stream) * edge[layer]!;
    if (Math.abs(x) < edge[layer + 1]!) break;
  }
  stream.value = x;
}

/** Normal beyond TAIL_START. Marsaglia, "Generating a variable from the tail of the normal distribution", 1964. */
function tail(stream: RandomStream): number {
  for (;;) {
    stream.more();
    const x = -Math.log(1 - stream.unit) / TAIL_START; // 1 − unit is never 0.
    stream.more();
    if (-2 * Math.log(1 - stream.unit) >= x * x) return TAIL_START + x;
  }
}
