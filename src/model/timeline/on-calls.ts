/** Those on call in a running system, one for each entry of the timeline that lasts until someone acts. */
import { OnCall } from "../../components/timeline/on-call.js";
import { type Reading, RecentQueue, RecentRequests, SLICES } from "../../components/timeline/reading.js";
import type { PartMeter } from "../../engine/meters.js";
import { makeSampler } from "../../engine/random/sampler.js";
import type { Streams } from "../../engine/random/streams.js";
import type { Simulation } from "../../engine/simulation.js";
import type { Model } from "../language/model.js";
import { type Alert, readAlert } from "./alert.js";
import type { Entry } from "./entries.js";
import type { Until } from "./until.js";

/** What became of an entry that lasts until someone acts; NaN where it did not happen. */
export interface Reaction {
  readonly name: string;
  readonly fromMs: number; // When it began [ms from the start of the run].
  readonly noticedMs: number;
  readonly endedMs: number;
  readonly heldBefore: boolean;
}

interface Duty {
  readonly entry: Entry;
  readonly until: Until;
  readonly alert: Alert;
  readonly requests: RecentRequests;
  readonly ends: (() => void)[];
  onCall: OnCall | null;
}

export class OnCalls {
  readonly #duties: readonly Duty[];
  readonly #simulation: Simulation;
  readonly #streams: Streams;

  readonly #traffic: Model["traffic"];

  constructor({ traffic }: Model, entries: readonly Entry[], simulation: Simulation, streams: Streams) {
    this.#traffic = traffic;
    this.#simulation = simulation;
    this.#streams = streams;
    this.#duties = entries.flatMap((entry): Duty[] => {
      const { until } = entry.data;
      if (until === undefined) return [];
      const alert = readAlert(until.alert);
      if ("problem" in alert) throw new Error(alert.problem);
      return [{ entry, until, alert: alert.found, requests: new RecentRequests(), ends: [], onCall: null }];
    });
  }

  /** Monitoring that shows the requests of users to an endpoint. */
  requestsOf(target: string): readonly RecentRequests[] {
    return this.#shown(({ of, statistic }) => statistic !== "queue" && (of === null || of === target));
  }

  /** Monitoring that shows the calls of an endpoint, if only services ask it. */
  callsOf(target: string): readonly RecentRequests[] {
    if (Object.values(this.#traffic).some(({ mix }) => Object.hasOwn(mix, target))) return [];
    return this.#shown(({ of }) => of === target);
  }

  /** Calls `act` when someone has acted. */
  whenOver({ name }: Pick<Entry, "name">, act: () => void): void {
    this.#duties.find(({ entry }) => entry.name === name)?.ends.push(act);
  }

  /** @param meters of all parts */
  begin(meters: readonly PartMeter[]): void {
    for (const duty of this.#duties) {
      const { entry, until, alert, ends } = duty;
      const drawn = makeSampler(until.acts, this.#streams.named(`acts:${entry.name}`));
      const options = {
        fromMs: entry.fromMs,
        everyMs: until.over / SLICES,
        heldMs: until.held,
        reading: readingOf(duty, meters),
        isTrue: (value: number) => (alert.isMore ? value > alert.limit : value < alert.limit),
        actsAfterMs: () => drawn.next(0, 0),
      };
      duty.onCall = new OnCall(this.#simulation, options, () => {
        for (const end of ends) end();
      });
    }
  }

  get reactions(): readonly Reaction[] {
    return this.#duties.map(({ entry, onCall }) => ({
      name: entry.name,
      fromMs: entry.fromMs,
      noticedMs: onCall?.noticedMs ?? Number.NaN,
      endedMs: onCall?.endedMs ?? Number.NaN,
      heldBefore: onCall?.heldBefore ?? false,
    }));
  }

  #shown(shows: (alert: Alert) => boolean): RecentRequests[] {
    return this.#duties.flatMap(({ alert, requests }) => (shows(alert) ? [requests] : []));
  }
}

function readingOf({ alert, until, requests }: Duty, meters: readonly PartMeter[]): Reading {
  if (alert.statistic === "queue")
    return new RecentQueue(
      meters.flatMap(({ name, resources }) => (name === alert.of ? resources : [])),
      until.over,
    );
  const values: Record<Exclude<Alert["statistic"], "queue">, () => number> = {
    errors: () => requests.errors,
    mean: () => requests.meanMs,
    percentile: () => requests.quantileMs(alert.share),
    goodput: () => (requests.good * 1000) / until.over,
  };
  return { now: values[alert.statistic], turn: () => requests.turn() };
}
