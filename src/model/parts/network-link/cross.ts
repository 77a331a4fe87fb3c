/** What a link does to a question on its way, and to the answer, as steps of a program. */
import { Crossing } from "../../../components/network-link/crossing.js";
import { KeptConnections, OnConnection, SET_UP } from "../../../components/network-link/kept-connections.js";
import { Direction, NetworkLink } from "../../../components/network-link/network-link.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { makeSampler } from "../../../engine/random/sampler.js";
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Int32Column } from "../../../engine/request-table.js";
import { Delay } from "../../../engine/steps/delay.js";
import { UseCores } from "../../../engine/steps/use-cores.js";
import { NETWORK } from "../../../engine/tracing/stretch.js";
import { type Course, courseOf, timeOver } from "../../timeline/course.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Site } from "../../wiring/site.js";
import { TO_PART } from "./directions.js";
import { type Bytes, type Crossed, connectOf, sentIn } from "./options.js";

/** A link that has been built. */
export interface BuiltCrossing {
  readonly name: string; // Of the link, or of the part at its end.
  readonly isLink: boolean; // Otherwise a part's own `network`.
  readonly link: NetworkLink;
  readonly over: Course<Crossed>;
  readonly there: Direction | null; // Null: bandwidth is no limit.
  readonly back: Direction | null;
  readonly kept: Map<string, KeptConnections>; // By caller.
}

/** @param named the resources of both directions @param instances that have a link of their own each */
export function buildCrossing<Options>(
  assembly: Assembly,
  name: string,
  pick: (options: Options) => Crossed,
  named: { readonly there: string; readonly back: string },
  instances: number,
): BuiltCrossing {
  const { flow, running, timeline } = assembly;
  const over = timeline.course(name, pick);
  const link = new NetworkLink(lossIn(over[0].value));
  timeline.whenChanged(
    name,
    (options: Options) => lossIn(pick(options)),
    (loss) => {
      link.loss = loss;
    },
  );
  const isLimited = over.some(({ value }) => value.bandwidth !== undefined);
  const direction = (which: string) => (isLimited ? new Direction(flow, which, instances, running) : null);
  const isLink = named !== TO_PART;
  return { name, isLink, link, over, there: direction(named.there), back: direction(named.back), kept: new Map() };
}

const lossIn = ({ loss, resend, "give-up": giveUp }: Crossed) => ({ share: loss, resendMs: resend, giveUpMs: giveUp });

/** The resources and measures of what was built. */
export const metersOf = ({ there, back, link, over }: BuiltCrossing) => ({
  resources: [there, back].flatMap((direction) => direction?.meter ?? []),
  measures: link.measures.filter(({ name }) =>
    over.some(({ value }) => (name === "resent" ? value.loss > 0 : value.connect !== undefined)),
  ),
});

/** Bytes that are the same to all that they pass. */
export interface Drawn {
  readonly spec: Course<DistributionSpec | undefined>;
  readonly stream: RandomStream;
}

export interface DrawnBytes {
  readonly asks: Drawn | null;
  readonly answers: Drawn | null;
}

export function drawnBytes(site: Site, purpose: string, { asks, answers }: Bytes): DrawnBytes {
  const drawn = (what: string, spec: DistributionSpec | undefined): Drawn | null =>
    spec === undefined ? null : { spec: [{ fromMs: 0, value: spec }], stream: site.stream(`${what}:${purpose}`) };
  return { asks: drawn("asks", asks), answers: drawn("answers", answers) };
}

/** Writes the way there, or back. */
export interface Way {
  there(which: Int32Column): void;
  back(which: Int32Column): void;
}

/** @param bytes null: none are said @param isBackwards the asker is at the other end */
export function crossing(site: Site, built: BuiltCrossing, bytes: DrawnBytes | null, isBackwards = false): Way {
  const { name, link, over, there, back, isLink } = built;
  const { flow } = site.assembly;
  const time = timeOver(courseOf(over, (crossed) => crossed.time));
  const spends = isLink ? ({ as: "network", on: `network over ${name}` } as const) : NETWORK;
  const mayLose = over.some(({ value }) => value.loss > 0);
  const sends = (direction: Direction | null, drawn: Drawn | null) => {
    if (direction === null || drawn === null) return () => {};
    const bandwidth = courseOf(over, (crossed) => crossed.bandwidth);
    const sent = site.samplerMade(`${name}:sent`, withBytes(bandwidth, drawn.spec), ({ rate, bytes }) =>
      makeSampler(
        rate === undefined || bytes === undefined ? { kind: "constant", value: 0 } : sentIn(bytes, rate),
        drawn.stream,
      ),
    );
    return (which: Int32Column) => void site.program.add(new UseCores(flow, direction.processors, which, sent));
  };
  const passes = (): (() => void) => {
    const timeMs = time === null ? null : site.samplerOver(`network:${name}`, time);
    if (mayLose) {
      const lost = site.stream(`lost:${name}`);
      const givenUp = flow.addCause("no-answer", name);
      return () => void site.program.add(new Crossing(flow, link, timeMs, lost, givenUp, spends));
    }
    return timeMs === null ? () => {} : () => void site.program.add(new Delay(flow, timeMs, spends));
  };
  const [passesThere, passesBack] = [passes(), passes()];
  const sendsThere = sends(isBackwards ? back : there, bytes?.asks ?? null);
  const sendsBack = sends(isBackwards ? there : back, bytes?.answers ?? null);
  return {
    there(which) {
      sendsThere(which);
      passesThere();
    },
    back(which) {
      sendsBack(which);
      passesBack();
    },
  };
}

/** The bandwidth, and the bytes that may change with it. */
function withBytes(
  bandwidth: Course<number | undefined>,
  spec: Course<DistributionSpec | undefined>,
): Course<{ readonly rate: number | undefined; readonly bytes: DistributionSpec | undefined }> {
  const from = [...new Set([...bandwidth, ...spec].map(({ fromMs }) => fromMs))].sort((a, b) => a - b);
  const at = <Value>(course: Course<Value>, ms: number): Value => course.findLast(({ fromMs }) => fromMs <= ms)!.value;
  const all = from.map((fromMs) => ({ fromMs, value: { rate: at(bandwidth, fromMs), bytes: at(spec, fromMs) } }));
  return all as unknown as ReturnType<typeof withBytes>;
}

/** Writes the body on an open connection, which may have to be set up first. */
export function whileConnected(site: Site, built: BuiltCrossing, body: () => void): void {
  const { name, link, over, kept } = built;
  const { assembly, machine, program } = site;
  const [connect] = over.flatMap(({ value }) => connectOf(value) ?? []);
  if (connect === undefined) {
    body();
    return;
  }
  const { flow } = assembly;
  const setUpMs = site.sampler(`set-up:${name}`, connect.time);
  if (machine === null) {
    program.add(new Delay(flow, setUpMs, SET_UP));
    body();
    return;
  }
  const { part, instances, instance } = machine;
  const known = kept.get(part) ?? new KeptConnections(instances);
  if (!kept.has(part)) assembly.part(part).onceBegun?.((each) => known.restart(each));
  kept.set(part, known);
  new OnConnection(flow, link, known, connect.keepMs, setUpMs, instance).around(program, body);
}
