/** The stations of a model as an open or closed network: who visits them how often, coming from where. */
import type { Stage, Station } from "../../model/outline.js";
import { roundsOf } from "../../model/rounds.js";
import type { TrafficOutline } from "../../model/traffic-outline.js";
import { attemptsOf, meanAttempts, survival } from "./survival.js";

export interface Place {
  readonly key: string; // "shop-db pool"
  readonly station: Station;
  readonly visits: Visit[];
}

export interface Visit {
  readonly perMs: number; // Of all instances; of closed users, per interaction.
  readonly rank: number; // Among the classes that the station tells apart; 0 goes first.
  readonly body: readonly Stage[]; // While it is held; of cores, the work.
  readonly after: ReadonlySet<string>; // Stations that the request has been to.
  readonly within: readonly string[]; // Stations that it holds, outermost first.
  readonly isCaught: boolean; // Who is refused here tries again, or does something else.
  readonly lane: number; // 0: a user waits for it. Messages and replays have lanes of their own.
  readonly source: TrafficOutline;
}

export interface Network {
  readonly sources: readonly TrafficOutline[];
  readonly places: ReadonlyMap<string, Place>;
  /** Why nothing exact can be said of anything. */
  readonly doubts: readonly string[];
}

export const keyOf = ({ part, resource }: Station): string => `${part} ${resource}`;

export function networkOf(sources: readonly TrafficOutline[]): Network {
  const walk = new Walk();
  for (const source of sources)
    for (const { share, stages } of source.endpoints)
      walk.steps(stages, {
        perMs: (source.perMs ?? 1) * share,
        after: new Set(),
        within: [],
        lane: 0,
        isCaught: false,
        source,
      });
  return { sources, places: walk.places, doubts: [...walk.doubts] };
}

interface At {
  readonly perMs: number;
  readonly after: Set<string>; // Grows along the way.
  readonly within: readonly string[];
  readonly lane: number;
  readonly isCaught: boolean; // A failure here may show in no count.
  readonly source: TrafficOutline;
}

type Busy = Extract<Stage, { kind: "cores" | "hold" }>;

class Walk {
  readonly places = new Map<string, Place>();
  readonly doubts = new Set<string>();
  #lanes = 0;

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
      case "hold": {
        const key = this.#visit(stage, stage.body, at);
        this.steps(stage.body, { ...at, within: [...at.within, key] });
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
      case "unclear":
        this.doubts.add(`theory does not know "${stage.what}"`);
    }
  }

  #visit(stage: Busy, body: readonly Stage[], { after, within, ...at }: At): string {
    const { at: station, rank } = stage;
    const key = keyOf(station);
    const place = this.places.get(key) ?? { key, station, visits: [] };
    this.places.set(key, place);
    place.visits.push({ ...at, rank, body, after: new Set([...after, ...within]), within });
    after.add(key);
    return key;
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
    if (isCaught && (timeout !== undefined || deadline !== undefined))
      this.doubts.add("a timeout under a retry or a fallback may strike unseen");
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
    if (mayRepeat) {
      const inner = new Walk();
      const seen = new Set<string>();
      inner.steps(body, { ...at, after: seen });
      for (const key of seen) after.add(key);
    }
    this.steps(body, { ...at, after });
    for (const key of after) at.after.add(key);
  }
}
