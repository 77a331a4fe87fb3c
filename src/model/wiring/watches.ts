/** Further measurements that a plan names, created on first use. */
import type { Degraded } from "../../components/observation/degraded.js";
import { type CallCounts, Watch } from "../../components/observation/watch.js";
import type { Window } from "../../components/observation/window.js";
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";

export const watchOfSource = (source: string): string => `traffic ${source}`;
export const watchOfCalls = (part: string): string => `calls of ${part}`;

export class Watches {
  readonly #names: ReadonlySet<string>;
  readonly #window: Window;
  readonly #watches = new Map<string, Watch>();
  readonly #counts = new Map<string, CallCounts>();
  arrivals: () => number = () => 0; // Of all requests so far.
  degraded: () => Degraded | null = () => null;

  /** @param names of endpoints ("shop.price"), sources and parts */
  constructor(names: readonly string[], window: Window) {
    this.#names = new Set(names);
    this.#window = window;
  }

  /** Null if not named. */
  endpoint(flow: Flow, target: string): Watch | null {
    return this.#watch(flow, target, false);
  }

  source(flow: Flow, source: string): Watch | null {
    return this.#watch(flow, watchOfSource(source), true);
  }

  calls(part: string): CallCounts | null {
    if (!this.#names.has(watchOfCalls(part))) return null;
    const counts = this.#counts.get(part) ?? { asked: 0, attempts: 0, calls: 0 };
    this.#counts.set(part, counts);
    return counts;
  }

  get all(): readonly Watch[] {
    return [...this.#watches.values()];
  }

  measuresOf(part: string): readonly Measure[] {
    const counts = this.#counts.get(part);
    if (counts === undefined) return [];
    return [
      { kind: "times", name: "calls", part: () => counts.calls, whole: () => this.arrivals() },
      { kind: "times", name: "attempts", part: () => counts.attempts, whole: () => counts.asked },
    ];
  }

  #watch(flow: Flow, name: string, isSource: boolean): Watch | null {
    if (!this.#names.has(name)) return null;
    const watch = this.#watches.get(name) ?? new Watch(flow, name, this.#window, isSource, () => this.degraded());
    this.#watches.set(name, watch);
    return watch;
  }
}
