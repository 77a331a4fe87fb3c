/**
 * The bytes of an answer: on the way they share what the node can send, and the caller's cores read them.
 *
 * A node's link is shared equally by all answers that are on it (processor sharing), as TCP connections do: a large one
 * delays the small ones, and they need not wait until it is through.
 */
import { z } from "zod";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { Histogram } from "../../../engine/histogram.js";
import { ProcessorMeter } from "../../../engine/meters.js";
import { Processor } from "../../../engine/processor.js";
import { makeSampler, type Sampler } from "../../../engine/random/sampler.js";
import { UseCores } from "../../../engine/steps/use-cores.js";
import type { Idle } from "../../check/no-effect.js";
import type { Sense, Spread } from "../../check/sense.js";
import { bandwidth, distribution } from "../../language/values/index.js";
import { scaled } from "../../language/values/scaled.js";
import { type Outline, PLAIN, type Stage } from "../../outline/outline.js";
import { type Course, courseOf } from "../../timeline/course.js";
import type { Assembly } from "../../wiring/assembly.js";
import { aboutMachine, type Site } from "../../wiring/site.js";
import { linksIn } from "../network-link/between.js";
import { type BuiltCrossing, buildCrossing, type DrawnBytes } from "../network-link/cross.js";
import { TO_PART } from "../network-link/directions.js";
import { type Crossed, crossedOf, crossingOptions } from "../network-link/options.js";
import { networkOutline } from "../network-link/outline.js";
import { type Piece, pieceOf } from "../network-link/sense.js";
import { coresOutline } from "../shared/cores.js";
import type { DatabaseOptions, QueryOptions } from "./options.js";

export const network = () => {
  const { time, loss, resend, "give-up": giveUp } = crossingOptions();
  const sent = bandwidth({ above: 0 }).optional().describe("What each node can send, shared by all answers on the way");
  return z
    .union([distribution(), z.strictObject({ time, loss, resend, "give-up": giveUp, bandwidth: sent })])
    .transform((said) => crossedOf(said))
    .describe(
      "The network in front of it: time in each direction, during which the connection is held; or a map with losses and bandwidth",
    );
};

/** Its bandwidth is that of the nodes. */
const onlyPassed = ({ network }: DatabaseOptions): Crossed => ({ ...crossedOf(network), bandwidth: undefined });

/** What takes time, or loses, on the way to a database, for all who ask; null if nothing does. */
export function builtNetwork(assembly: Assembly, name: string): BuiltCrossing | null {
  const takes = assembly.timeline
    .course(name, onlyPassed)
    .some(({ value: { time, loss } }) => time !== undefined || loss > 0);
  return takes ? buildCrossing(assembly, name, onlyPassed, TO_PART, 1) : null;
}

/** Its piece of the way, but for the bandwidth. */
export const nearPiece = (part: string, options: DatabaseOptions): Piece | null =>
  options.network === undefined ? null : pieceOf(part, onlyPassed(options), 1);

/** The same for queueing theory, around other stages. */
export function overNearOutline(
  outline: Outline,
  part: string,
  options: DatabaseOptions,
  inside: readonly Stage[],
): Stage[] {
  const { there, back } = networkOutline(outline, { part, instances: 1, balance: "" }, onlyPassed(options), {});
  return [...there, ...inside, ...back];
}

/** "network", or "replica network". */
const linkOf = (coresName: string): string => coresName.replace("cores", "network");

/** The links of nodes; null without a limit. */
export function linksOf(assembly: Assembly, resource: string, count: number, { network }: DatabaseOptions) {
  if (network?.bandwidth === undefined) return null;
  const { flow, running } = assembly;
  const waitingTimeMs = new Histogram();
  const each = { cores: 1, contention: 0, coherency: 0 };
  const links = Array.from({ length: count }, () => new Processor(flow, each, running, waitingTimeMs));
  return { links, meter: new ProcessorMeter(linkOf(resource), [links], waitingTimeMs) };
}

/** So many bytes as a time [ms]. */
const takes = (bytes: DistributionSpec, bytesPerSecond: number): DistributionSpec =>
  scaled(bytes, 1000 / bytesPerSecond);

interface Sent {
  readonly bytes: DistributionSpec | undefined;
  readonly bandwidth: number | undefined; // [bytes/s]
}

export interface Answer {
  /** What goes over the links on its way; null: no bytes are said. */
  readonly bytes: DrawnBytes | null;
  /** How long it takes the link of a node; null where that does not limit. */
  readonly sentMs: Sampler | null;
  /** Writes what the caller does to read it. */
  parse(): void;
}

/** The bytes of a query's answer, which are the same to the link and to the caller. */
export function answerOf(site: Site, purpose: string, over: Course<Sent>): Answer {
  if (over.every(({ value: { bytes } }) => bytes === undefined)) return { bytes: null, sentMs: null, parse() {} };
  const stream = site.stream(`${purpose}:bytes`);
  const drawn = (rateOf: (sent: Sent) => number | undefined) => (sent: Sent) => {
    const rate = rateOf(sent);
    const isNothing = sent.bytes === undefined || rate === undefined;
    return makeSampler(isNothing ? { kind: "constant", value: 0 } : takes(sent.bytes, rate), stream);
  };
  const isLimited = over.some(({ value }) => value.bandwidth !== undefined);
  const spec = courseOf(over, ({ bytes }) => bytes);
  return {
    bytes: { asks: null, answers: { spec, stream } },
    sentMs: isLimited
      ? site.samplerMade(
          `${purpose}:sent`,
          over,
          drawn((sent) => sent.bandwidth),
        )
      : null,
    parse() {
      const { machine, assembly, program } = site;
      const rate = machine === null ? undefined : parsesOf(assembly.model, machine.part);
      if (machine === null || rate === undefined || machine.processors.length === 0) return;
      const parsed = site.samplerMade(
        `${purpose}:parsed`,
        over,
        drawn(() => rate),
        aboutMachine(machine),
      );
      program.add(new UseCores(assembly.flow, machine.processors, machine.instance, parsed));
    },
  };
}

/** How fast a core of the part reads what it gets [bytes/s]; undefined where that takes no time. */
const parsesOf = ({ parts }: Pick<Assembly["model"], "parts">, part: string): number | undefined =>
  (parts[part] as { readonly parses?: number | undefined } | undefined)?.parses;

/** @param spread over shards @returns the time on the link, without waiting [ms] */
export function walkSent(
  sense: Sense,
  part: string,
  { network, replicas, shards }: DatabaseOptions,
  { bytes }: QueryOptions,
  onReplica: boolean,
  spread: Spread | null,
): number {
  if (network?.bandwidth === undefined || bytes === undefined) return 0;
  const { bandwidth } = network;
  const capacity = (onReplica ? (replicas?.count ?? 1) : 1) * (shards?.count ?? 1);
  const resource = linkOf(onReplica ? "replica cores" : "cores");
  return sense.holds({ part, resource, capacity, spread }, () => sense.takes(takes(bytes, bandwidth)));
}

/** @returns the time that the caller takes to read it, without waiting [ms] */
export function walkParsed(sense: Sense, { bytes }: QueryOptions): number {
  const { machine } = sense;
  const rate = machine === null ? undefined : parsesOf(sense.model, machine.part);
  if (machine !== null && bytes !== undefined) sense.getBytes.add(machine.part);
  return bytes === undefined || rate === undefined ? 0 : sense.cpu(takes(bytes, rate));
}

/** For queueing theory. @param turns how the nodes are chosen */
export function sentOutline(
  part: string,
  { network }: DatabaseOptions,
  { bytes }: QueryOptions,
  onReplica: boolean,
  turns: { readonly instances: number; readonly balance: string },
): Stage[] {
  if (network?.bandwidth === undefined || bytes === undefined) return [];
  const resource = linkOf(onReplica ? "replica cores" : "cores");
  const at = { ...PLAIN, part, resource, servers: 1, sharing: true, ...turns };
  return [{ kind: "cores", at, rank: 0, law: takes(bytes, network.bandwidth) }];
}

export function parsedOutline(outline: Outline, { bytes }: QueryOptions): Stage[] {
  const { machine } = outline;
  const rate = machine === null ? undefined : outline.options<{ readonly parses?: number }>(machine.part).parses;
  return machine === null || bytes === undefined || rate === undefined
    ? []
    : coresOutline(outline, machine, "cores", takes(bytes, rate));
}

export const idleInNetwork = ({ network, queries }: DatabaseOptions): Idle[] => [
  [
    "network",
    network?.bandwidth !== undefined && Object.values(queries).every(({ bytes }) => bytes === undefined),
    "no query says how many `bytes` its answer has",
    "queries",
  ],
];

/** Where no `network` and no caller reads it. */
export const idleBytes = ({ parts }: Sense["model"], { network }: DatabaseOptions, { bytes }: QueryOptions): Idle[] => [
  [
    "bytes",
    bytes !== undefined &&
      network?.bandwidth === undefined &&
      linksIn({ parts }).every(([, { bandwidth }]) => bandwidth === undefined) &&
      !Object.keys(parts).some((part) => parsesOf({ parts }, part) !== undefined),
    "the database has no `network: { bandwidth: 1Gbit/s }`, no link has a `bandwidth`, and no service `parses: 100MB/s`",
  ],
];
