/** M/M/c as one would write it by hand in JavaScript, with a heap of its own and no parts; service takes 1. */
import { cpuTimed } from "./cpu.js";

const REQUESTS = 1_000_000;
const LINE = 1 << 20;
const BINS = 4096;
const ARRIVAL = -1;

/** @returns ns of CPU a request, at a utilisation of 0.9 */
export function plainMmc(servers: number): number {
  const { result, ns } = cpuTimed(() => meanSojourn(servers, 1 / (0.9 * servers)));
  if (servers === 1 && Math.abs(result - 10) > 1) throw new Error("the loop in JavaScript is wrong"); // 1 ÷ (1 − 0.9).
  return ns / REQUESTS;
}

/** xorshift32 and logarithms. */
function makeExponential(): () => number {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return -Math.log(((state >>> 0) + 0.5) / 4_294_967_296);
  };
}

/** A binary heap in two arrays. */
class Events {
  readonly times: Float64Array;
  readonly whats: Int32Array;
  size = 0;

  constructor(most: number) {
    this.times = new Float64Array(most);
    this.whats = new Int32Array(most);
  }

  add(time: number, what: number): void {
    const { times, whats } = this;
    let hole = this.size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (times[parent]! <= time) break;
      times[hole] = times[parent]!;
      whats[hole] = whats[parent]!;
      hole = parent;
    }
    times[hole] = time;
    whats[hole] = what;
  }

  removeFirst(): void {
    const { times, whats } = this;
    const last = --this.size;
    const time = times[last]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      if (child + 1 < last && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= time) break;
      times[hole] = times[child]!;
      whats[hole] = whats[child]!;
      hole = child;
    }
    times[hole] = time;
    whats[hole] = whats[last]!;
  }
}

function meanSojourn(servers: number, gap: number): number {
  const exponential = makeExponential();
  const events = new Events(servers + 1);
  const line = new Float64Array(LINE);
  const arrived = new Float64Array(servers); // Of who is served.
  const idle = Array.from({ length: servers }, (_, i) => i);
  const counts = new Int32Array(BINS);
  let head = 0;
  let tail = 0;
  let sum = 0;
  events.add(exponential() * gap, ARRIVAL);
  for (let done = 0; done < REQUESTS; ) {
    const now = events.times[0]!;
    const server = events.whats[0]!;
    events.removeFirst();
    if (server === ARRIVAL) {
      events.add(now + exponential() * gap, ARRIVAL);
      const free = idle.pop();
      if (free === undefined) line[tail++ % LINE] = now;
      else {
        arrived[free] = now;
        events.add(now + exponential(), free);
      }
      continue;
    }
    const sojourn = now - arrived[server]!;
    done++;
    sum += sojourn;
    counts[Math.min(BINS - 1, sojourn * 8) | 0]!++;
    if (head === tail) idle.push(server);
    else {
      arrived[server] = line[head++ % LINE]!;
      events.add(now + exponential(), server);
    }
  }
  return sum / REQUESTS;
}
