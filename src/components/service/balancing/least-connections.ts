import type { RandomStream } from "../../../engine/random/stream.js";
import type { Balancing } from "./balancing.js";

export class LeastConnections implements Balancing {
  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    let least = outstanding[0];
    let ties = 1;
    let chosen = 0;
    for (let i = 1; i < outstanding.length; i++) {
      if (outstanding[i] < least) {
        least = outstanding[i];
        ties = 1;
        chosen = i;
      } else if (outstanding[i] === least) ties++;
    }
    return ties === 1 ? chosen : this.nth(outstanding, least, Math.floor(stream.uniform(number, visit) * ties));
  }

  private nth(outstanding: Int32Array, value: number, n: number): number {
    let left = n;
    let i = 0;
    while (outstanding[i] !== value || left-- > 0) i++;
    return i;
  }
}
