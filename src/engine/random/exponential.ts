import type { RandomStream } from "./stream.js";
import { ziggurat } from "./ziggurat.js";

const TAIL_START = 7.69711747013105; // Makes 256 layers close at the peak; a test checks it.

const { edge, height } = ziggurat(
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
  TAIL_START,
  Math.exp(-TAIL_START),
);

/** An exponential number of mean 1, exact in the tail. */
export function standardExponential(stream: RandomStream, request: number, visit: number): number {
  stream.draw(request, visit);
  return currentExponential(stream);
}

/** The same, from the stream's current words. */
export function currentExponential(stream: RandomStream): number {
  const layer = stream.lo & 255;
  stream.value = stream.unit * edge[layer]!; // `unit` leaves out the lowest 11 bits, so it is independent of the layer.
  if (stream.value >= edge[layer + 1]!) rare(stream, layer);
  return stream.value;
}

/** One draw in 91: beyond the layer above. Improves on `stream.value`. */
function rare(stream: RandomStream, firstLayer: number): void {
  let layer = firstLayer;
  let x = stream.value;
  let start = 0; // The exponential is memoryless: beyond the tail's start it begins anew.
  for (;;) {
    if (layer === 0) {
      start += TAIL_START;
    } else {
      stream.more();
      if (height[layer]! + stream.unit * (height[layer + 1]! - height[layer]!) < Math.exp(-x)) break;
    }
    stream.more();
    layer = stream.lo & 255;
    x = stream.unit * edge[layer]!;
    if (x < edge[layer + 1]!) break;
  }
  stream.value = start + x;
}
