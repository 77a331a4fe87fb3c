/** Zones of a service: which instance is where, and what it costs to ask one in another zone. */
import { z } from "zod";
import type { Asker } from "../../../components/service/balancing/balancing.js";
import type { Way } from "../../../components/service/service.js";
import { Fork } from "../../../components/steps/instant-step.js";
import type { Measure } from "../../../engine/meters.js";
import { Delay } from "../../../engine/steps/delay.js";
import type { Path, Sense } from "../../check/sense.js";
import type { PartFigure } from "../../language/kinds.js";
import { count, distribution } from "../../language/values/index.js";
import type { Site } from "../../wiring/site.js";
import { mostInstances } from "./autoscale.js";
import type { BuiltService } from "./build.js";
import type { ServiceOptions } from "./options.js";

export const zonesOption = () =>
  z
    .strictObject({
      count: count({ min: 2, max: 100 }).describe("Number of zones"),
      crossing: distribution().prefault("0s").describe("Time added in each direction between two zones"),
    })
    .describe(
      "Availability zones: the instances, and those of the callers, are spread over them in turn; requests from outside come from all zones alike",
    );

export const CROSSED: PartFigure = {
  name: "crossed zones",
  measure: "crossedZones",
  unit: "1",
  goal: "less",
  summary:
    "Share of the requests that go to an instance in another zone than their caller's; of a service with `zones`",
};

/** How many requests went to another zone. */
export class Crossed {
  all = 0;
  crossed = 0;
  readonly measures: readonly Measure[] = [
    { kind: "ratio", name: "crossedZones", part: () => this.crossed, whole: () => this.all },
  ];
}

/** Where who asks here is. */
export function zoneAt({ machine, assembly }: Site, { zones }: ServiceOptions): Asker["zoneOf"] {
  if (zones === undefined) return () => 0;
  const { count: all } = zones;
  if (machine !== null) return (request) => machine.instance.at[request] % all;
  const { number } = assembly.flow;
  const stream = assembly.streams.named("zone of who asks");
  return (request) => Math.floor(stream.uniform(number.at[request], 0) * all);
}

/** The way to an instance, which is longer into another zone. */
export function acrossZones(site: Site, { options, crossed }: BuiltService, way: Way | null): Way | null {
  const { zones } = options;
  if (zones === undefined || crossed === null) return way;
  const { program } = site;
  const { flow } = site.assembly;
  const from = zoneAt(site, options);
  const between = (instance: Parameters<Way["there"]>[0], isThere: boolean): void => {
    const crosses = new Fork((request) => {
      const isOther = from(request) !== instance.at[request] % zones.count;
      if (isThere) {
        crossed.all++;
        if (isOther) crossed.crossed++;
      }
      return isOther;
    });
    const timeMs = site.sampler("between zones", zones.crossing);
    program.branch(crosses, [
      () => {},
      () => void program.add(new Delay(flow, timeMs, { as: "network", on: "between zones" })),
    ]);
  };
  return {
    there(instance) {
      between(instance, true);
      way?.there(instance);
    },
    back(instance) {
      way?.back(instance);
      between(instance, false);
    },
  };
}

export function checkZones(sense: Sense, at: Path, options: ServiceOptions): void {
  const { zones } = options;
  if (zones === undefined) return;
  const instances = mostInstances(options);
  if (zones.count > instances)
    sense.error([...at, "zones", "count"], `more zones than its ${instances} instances`, "some would have none");
}
