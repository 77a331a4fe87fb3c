/** The stations of a model as an open or closed network, with the rate and origin of their visits. */

import { roundsOf } from "../../model/check/rounds.js";
import type { Stage, Station } from "../../model/outline/outline.js";
import type { TrafficOutline } from "../../model/traffic/outline.js";
import { ownLimit } from "./own-limit.js";
import { stationsIn } from "./stations-in.js";
import { attemptsOf, meanAttempts, survival } from "./survival.js";

export interface Place {
  readonly key: string; // "shop-db pool"
  readonly station: Station;
  readonly visits: Visit[];
}

export interface Visit {
  readonly perMs: number; // Of all instances; of closed users, per interaction.
  readonly rank: number; // Priority class at the station; 0 goes first.
  readonly body: readonly Stage[]; // Stages while it is held; for cores, the work.
  readonly after: ReadonlySet<string>; // Stations that the request has visited.
  readonly within: readonly string[]; // Stations that it holds, outermost first.
  readonly isCaught: boolean; // A request refused here retries or falls back.
  readonly forks: readonly Fork[]; // The outermost first.
  readonly lane: number; // 0: a user waits for it. Messages and replays have their own lanes.
  readonly cut: Cut | null;
  readonly source: TrafficOutline;
}

/** A deadline that stops what is done here. */
export interface Cut {
  readonly afterMs: number;
  readonly isOfStay: boolean; // It covers exactly the stay here.
}

/** One of several parallel branches. */
export interface Fork {
  readonly id: number; // The parallel step.
  readonly branch: number;
  readonly copies: number;
  readonly beside: ReadonlySet<string>; // Stations of all branches: a failure at one may stop the others.
}

export interface Network {
  readonly sources: readonly TrafficOutline[];
  readonly places: ReadonlyMap<string, Place>;
  /** Why nothing in the network is exact. */
  readonly doubts: readonly string[];
  /** By station: others whose refusals add visits here, by a retry or a fallback. */
  readonly sentBy: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether there are timeouts or deadlines that theory cannot treat. */
  readonly hasOddLimits: boolean;
}

export const keyOf = ({ part, resource }: Station): string => `${part} ${resource}`;

export function networkOf(sources: readonly TrafficOutline[]): Network {
  const walk = new Walk();
  for (const source of sources)
    for (const { share, stages } of source.endpoints) {
      const perMs = (source.perMs ?? 1) * share;
      const limit = ownLimit(stages, source);
      const cut = limit?.kind === "deadline" ? { afterMs: limit.ms, isOfStay: true } : null;
      const at = { perMs, after: new Set<string>(), within: [], lane: 0, isCaught: false, forks: [], cut, source };
      walk.steps(limit?.body ?? stages, at);
    }
  const { places, doubts, sentBy, hasOddLimits } = walk;
  return { sources, places, doubts: [...doubts], sentBy, hasOddLimits };
}

const UNKNOWN: Readonly<Record<string, string>> = {
  keys: "how often a cache by key hits is not known beforehand",
  behind: "how many writes of one key become one is not known beforehand",
  shed: "who is refused is not known beforehand",
  tokens: "a token bucket has a closed form only with a burst of one at which any number waits",
  adaptive: "how a limit adapts is not known beforehand",
  breaker: "when a circuit breaker opens is not known beforehand",
  hedge: "how often a call is made again before it is answered is not known beforehand",
  retry: "which failures are tried again is not known beforehand",
  travels: "what comes too late, and is not begun, is not known beforehand",
  fallback: "a degraded answer is no good one, and how many there are is not known beforehand",
  breakdowns: "what breakdowns lose or send elsewhere is not known beforehand",
  leak: "how often instances are killed is not known beforehand",
  sessions: "how many sessions are lost is not known beforehand",
  unasked: "timers add work that no request brings",
  outbox: "the relay of an outbox publishes in batches",
  views: "when a view is refreshed is planned, not drawn",
  "cold-start": "how many instances are on is not known beforehand",
};

interface At {
  readonly perMs: number;
  readonly after: Set<string>; // Grows along the way.
  readonly within: readonly string[];
  readonly lane: number;
  readonly isCaught: boolean; // A failure here may be counted nowhere.
  readonly forks: readonly Fork[];
  readonly cut: Cut | null;
  readonly source: TrafficOutline;
}

type Busy = Extract<Stage, { kind: "cores" | "hold" }>;

class Walk {
  readonly places = new Map<string, Place>();
  readonly doubts = new Set<string>();
  readonly sentBy = new Map<string, Set<string>>();
  hasOddLimits = false;
  #lanes = 0;
  #forks = 0;

  steps(stages: readonly Stage[], at: At): void {
    let { perMs } = at;
    for (const stage of stages) {
      this.#step(stage, { ...at, perMs });
      perMs *= survival([stage]);
    }
  }

  #step(stage: Stage, at: At): void {
    switch (stage.kind) {
      case "cores":
        this.#visit(stage, [{ kind: "time", law: stage.law }], at);
        return;
      case "token":
        this.#visit({ ...stage, rank: 0 }, [{ kind: "time", law: stage.law }], at);
        return;
      case "hold": {
        const key = this.#visit(stage, stage.body, at);
        const cut = at.cut === null ? null : { ...at.cut, isOfStay: false };
        this.steps(stage.body, { ...at, cut, within: [...at.within, key] });
        return;
      }
      case "either": {
        const ends = stage.ways.map(({ share, body }) => {
          const after = new Set(at.after);
          this.steps(body, { ...at, perMs: at.perMs * share, after });
          return after;
        });
        for (const key of ends.flatMap((end) => [...end])) at.after.add(key);
        return;
      }
      case "repeat":
        this.#rounds(stage, at);
        return;
      case "try":
        this.#attempts(stage, at);
        return;
      case "aside":
        this.steps(stage.body, {
          ...at,
          perMs: at.perMs * stage.copies,
          after: new Set(at.after),
          within: [],
          lane: ++this.#lanes,
        });
        return;
      case "together":
        this.#branches(stage, at);
        return;
      case "unclear":
        this.doubts.add(UNKNOWN[stage.what] ?? `theory does not know "${stage.what}"`);
        this.steps(stage.inside, at); // Records the visits, though not how often.
    }
  }

  #visit(stage: Pick<Busy, "at" | "rank">, body: readonly Stage[], { after, within, ...at }: At): string {
    const { at: station, rank } = stage;
    const key = keyOf(station);
    const place = this.places.get(key) ?? { key, station, visits: [] };
    this.places.set(key, place);
    place.visits.push({ ...at, rank, body, after: new Set([...after, ...within]), within });
    after.add(key);
    return key;
  }

  #branches({ needs, stopsRest, branches }: Extract<Stage, { kind: "together" }>, at: At): void {
    const all = branches.reduce((sum, { copies }) => sum + copies, 0);
    const mayFail = branches.some(({ body }) => survival(body) < 1);
    if (stopsRest && (needs < all || mayFail))
      this.doubts.add("how much work a parallel step stops is not known beforehand");
    const id = this.#forks++;
    const beside = new Set<string>();
    const ends = branches.map(({ copies, body }, branch) => {
      const after = new Set(at.after);
      const forks = [...at.forks, { id, branch, copies, beside }];
      this.steps(body, { ...at, perMs: at.perMs * copies, after, forks });
      return [...after].filter((key) => !at.after.has(key));
    });
    for (const key of ends.flat()) {
      beside.add(key);
      at.after.add(key);
    }
  }

  /** Round k comes after round k − 1. */
  #rounds({ times, body }: Extract<Stage, { kind: "repeat" }>, at: At): void {
    const rounds = roundsOf(times);
    const all = survival(body);
    if (rounds === null) this.doubts.add("a loop goes round beyond measure");
    const begun = rounds?.begun(all) ?? 1;
    if (begun > 0) this.#again(body, begun > 1, { ...at, perMs: at.perMs * begun });
  }

  #attempts(stage: Extract<Stage, { kind: "try" }>, at: At): void {
    const { policies, body, fallback } = stage;
    const { timeout, deadline, retry } = policies;
    const catches = policies.fallback !== undefined || (retry?.attempts ?? 1) > 1;
    const isCaught = at.isCaught || at.lane > 0 || catches;
    this.hasOddLimits ||= timeout !== undefined || deadline !== undefined;
    if (isCaught && (timeout !== undefined || deadline !== undefined))
      this.doubts.add("a timeout under a retry or a fallback may strike unseen");
    const inside = stationsIn(body);
    const again = [...((retry?.attempts ?? 1) > 1 ? inside : []), ...stationsIn(fallback)];
    for (const key of again) this.sentBy.set(key, new Set([...(this.sentBy.get(key) ?? []), ...inside]));
    const tries = attemptsOf(stage);
    const attempts = meanAttempts(tries);
    if (attempts > 1 && retry?.budget !== undefined) this.doubts.add("a budget limits the retries");
    this.#again(body, attempts > 1, { ...at, isCaught, perMs: at.perMs * attempts });
    const failing = tries.failed ** tries.attempts;
    if (failing > 0) this.steps(fallback, { ...at, perMs: at.perMs * failing });
  }

  /** Steps that may come after themselves. */
  #again(body: readonly Stage[], mayRepeat: boolean, at: At): void {
    const after = new Set(at.after);
    if (mayRepeat) for (const key of stationsIn(body)) after.add(key);
    this.steps(body, { ...at, after });
    for (const key of after) at.after.add(key);
  }
}
