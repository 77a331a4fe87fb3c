/** The views of a database in a run: they refresh themselves, and queries read them. */
import type { Freshness } from "../../../components/data/freshness.js";
import { OwnConnection } from "../../../components/database/connections.js";
import type { Database } from "../../../components/database/database.js";
import type { About, Query } from "../../../components/database/nodes.js";
import { View, ViewMeter } from "../../../components/database/views.js";
import { Fork, Hook } from "../../../components/steps/instant-step.js";
import { OpenTraffic } from "../../../components/traffic/open-traffic.js";
import { PiecewiseRate } from "../../../components/traffic/rate-profile.js";
import type { Measure } from "../../../engine/meters.js";
import { Program } from "../../../engine/program.js";
import { NOTHING } from "../../../engine/step.js";
import type { Assembly } from "../../wiring/assembly.js";
import { Site } from "../../wiring/site.js";
import type { DatabaseOptions } from "./options.js";
import type { ViewOptions } from "./view-options.js";

const EVERY = { next: () => 1 }; // Gap after gap.

export class BuiltViews {
  readonly #assembly: Assembly;
  readonly #name: string;
  readonly #meter = new ViewMeter();
  readonly #views = new Map<string, View>();

  constructor(assembly: Assembly, name: string, { views, queries }: DatabaseOptions, database: Database) {
    this.#assembly = assembly;
    this.#name = name;
    const { data, simulation } = assembly;
    for (const [view, options] of Object.entries(views)) {
      const readOf = Object.values(queries).flatMap((query) => (query.view === view ? (query.of ?? []) : []));
      const written = [...new Set(readOf)].filter((of) => data.isWritten(of));
      const built = new View(simulation, this.#meter, () => written.map((of) => data.named(of).versions));
      this.#views.set(view, built);
      this.#refresh(view, options, built, database);
    }
  }

  get measures(): readonly Measure[] {
    return this.#views.size === 0 ? [] : this.#meter.measures;
  }

  /** Writes that a query has read this view. */
  reads(site: Site, view: string, about: About | null, freshness: Freshness | null): void {
    const built = this.#views.get(view)!;
    site.program.add(
      new Hook((request) => {
        built.isRead();
        if (about === null || freshness === null) return;
        const key = about.key.of(request);
        freshness.read(request, about.datum, key, built.versionOf(key, about.datum.versions));
      }),
    );
  }

  /** Of its own accord, on a connection of its own. */
  #refresh(view: string, { refresh, takes, on }: ViewOptions, built: View, database: Database): void {
    const { flow, streams } = this.#assembly;
    const program = new Program(flow);
    const site = new Site(this.#assembly, program, null);
    const stream = streams.named(`first-number:${this.#name} view ${view}`);
    stream.draw(0, 0);
    const query: Query = {
      about: null,
      shards: null,
      timeMs: site.sampler(`view:${this.#name}.${view}`, takes, [this.#name]),
      sentMs: null,
      overheadMs: null,
      onReplica: on === "replica",
      isWrite: false,
      replayMs: null,
      locking: null,
      commits: NOTHING,
      failures: [],
    };
    const run = (): void => database.query(program, query, new OwnConnection(null), (ask) => ask());
    const begun = (): void => {
      program.attempt(
        () => {
          run();
          program.add(new Hook(() => built.ends()));
        },
        () => program.add(new Hook(() => built.fails())),
      );
    };
    const rate = new PiecewiseRate([{ atMs: 0, perMs: 1 / refresh }]);
    new OpenTraffic(flow, EVERY, rate, stream.hi).send(program, () =>
      program.branch(new Fork(() => built.begins()), [() => program.add(new Hook(() => {})), begun]),
    );
  }
}
