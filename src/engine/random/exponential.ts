import type { RandomStream } from "./stream.js";
import { ziggurat } from "./ziggurat.js";

const TAIL_START = 7.69711747013105; // Solves the closing of 256 layers; a test checks that it does.

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

/** The same, made of the words that the stream holds now. */
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
  let start = 0; // Of the exponential still to be drawn: what lies beyond the tail's start has no memory.
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
