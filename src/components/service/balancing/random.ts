import type { RandomStream } from "../../../engine/random/stream.js";
import type { Balancing } from "./balancing.js";

export class RandomInstance implements Balancing {
  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    return Math.floor(stream.uniform(number, visit) * outstanding.length);
  }
}
