/** Walks what is on the way to a part: its load, its mean time, and mistakes. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { type Idle, sayIdle } from "../../check/no-effect.js";
import { suggest } from "../../check/remarks.js";
import type { Path, Sense } from "../../check/sense.js";
import { linkFrom, linksIn } from "./between.js";
import { directionsOf, TO_PART } from "./directions.js";
import { lostIn } from "./lost.js";
import { type Bytes, type Crossed, connectOf, crossedOf, type NetworkLinkOptions, sentIn } from "./options.js";

/** A piece of the way: a link of `links`, or a part's own `network`. */
export interface Piece {
  readonly part: string; // The link, or the part that it leads to.
  readonly crossed: Crossed;
  readonly there: string; // The resources of both directions.
  readonly back: string;
  readonly instances: number; // That have a link of their own each.
}

/** A call goes this way, which is made on a connection. @returns the mean time until that is open [ms] */
export function connects(sense: Sense, way: readonly (Piece | null)[]): number {
  return way.reduce((ms, piece) => {
    if (piece === null) return ms;
    sense.noted.add(`calls over ${piece.part}`);
    return ms + setUpMs(sense, piece.crossed);
  }, 0);
}

/** The link of `links` from where the walk is to a part; null if none is said. */
export function linkAt(sense: Sense, part: string): Piece | null {
  const { caller, model } = sense;
  const found = caller === null ? null : linkFrom(model, caller, part);
  if (found === null) return null;
  const { link, isBackwards } = found;
  sense.noted.add(`crosses ${link}`);
  const options = model.parts[link] as unknown as NetworkLinkOptions;
  const { there, back } = directionsOf(options);
  const named = isBackwards ? { there: back, back: there } : { there, back };
  return { part: link, crossed: options, ...named, instances: 1 };
}

export const pieceOf = (part: string, network: Parameters<typeof crossedOf>[0], instances: number): Piece => ({
  ...{ part, crossed: crossedOf(network), instances },
  ...TO_PART,
});

/**
 * Walks the way there, over a far piece and a near one. @returns walks the way back, and gives the mean time of it all [ms]
 */
export function wayThere(sense: Sense, far: Piece | null, near: Piece | null, bytes: Bytes): (ms: number) => number {
  const there = (piece: Piece | null): number => (piece === null ? 0 : crosses(sense, piece, piece.there, bytes.asks));
  const back = (piece: Piece | null): number => (piece === null ? 0 : crosses(sense, piece, piece.back, bytes.answers));
  const thereMs = there(far) + there(near);
  return (ms) => thereMs + ms + back(near) + back(far);
}

/** The same around a walk. */
export function onWay(sense: Sense, far: Piece | null, near: Piece | null, bytes: Bytes, walk: () => number): number {
  const back = wayThere(sense, far, near, bytes);
  return back(walk());
}

/** The same over the link of `links`, if there is one. */
export const overLink = (sense: Sense, part: string, bytes: Bytes, walk: () => number): number => {
  const far = linkAt(sense, part);
  return far === null ? walk() : onWay(sense, far, null, bytes, walk);
};

/** Walks one direction. */
function crosses(
  sense: Sense,
  { part, crossed, instances }: Piece,
  resource: string,
  bytes: DistributionSpec | undefined,
): number {
  const { time, loss, bandwidth } = crossed;
  const sentMs =
    bandwidth === undefined || bytes === undefined
      ? 0
      : sense.holds({ part, resource, capacity: instances }, () => sense.takes(sentIn(bytes, bandwidth)));
  if (bytes !== undefined) sense.noted.add(`bytes over ${part}`);
  const { lateMs, givenUp } = lostIn(crossed);
  if (loss > 0) sense.fails(givenUp);
  return sentMs + (time === undefined ? 0 : sense.takes(time)) + lateMs;
}

/** Of users, who have a connection of their own each; how often kept ones are set up, only a run tells. */
function setUpMs(sense: Sense, crossed: Crossed): number {
  const connect = connectOf(crossed);
  if (connect === null) return 0;
  if (sense.machine === null) return sense.takes(connect.time);
  sense.lasts(connect.keepMs, "an idle connection stays open for");
  return 0;
}

export function checkLink(sense: Sense, name: string, options: NetworkLinkOptions): void {
  const path = ["parts", name];
  const { bandwidth, between } = options;
  if (bandwidth !== undefined)
    for (const resource of Object.values(directionsOf(options))) sense.capacity(name, resource, 1);
  sayIdle(sense, path, idleInCrossed(sense, name, options));
  const { model } = sense;
  const known = [...placesIn(model), ...Object.keys(model.regions)];
  let isKnown = true;
  for (const [i, end] of between.entries()) {
    if (known.includes(end)) continue;
    isKnown = false;
    sense.error([...path, "between", i], `there is no part, source or region "${end}"`, suggest(end, known));
  }
  const same = linksIn(model).find(
    ([other, { between: ends }]) => other < name && ends.toSorted().join() === between.toSorted().join(),
  );
  if (same !== undefined) sense.error([...path, "between"], `"${same[0]}" lies between the same two`, "make them one");
  else if (isKnown && !sense.noted.has(`crosses ${name}`))
    sense.warn(
      [...path, "between"],
      `nothing goes over it: no request goes between ${between.join(" and ")}, or a more exact link lies between all that do`,
    );
}

/** Of a part's own `network`. @param instances that have one each */
export function checkNetwork(
  sense: Sense,
  path: Path,
  network: Parameters<typeof crossedOf>[0],
  instances: number,
): void {
  const crossed = crossedOf(network);
  const part = String(path[1]);
  if (crossed.bandwidth !== undefined)
    for (const resource of Object.values(TO_PART)) sense.capacity(part, resource, instances);
  if (network !== undefined && !("kind" in network))
    sayIdle(sense, [...path, "network"], idleInCrossed(sense, part, crossed));
}

/** Where no link on the way takes time for them. */
export const idleBytes = ({ asks, answers }: Bytes, way: readonly (Piece | null)[]): Idle[] => [
  [
    "bytes",
    (asks ?? answers) !== undefined && way.every((piece) => piece?.crossed.bandwidth === undefined),
    "no link on the way has a `bandwidth`",
  ],
];

/** What has no effect in a link, or in a part's own `network`. */
const idleInCrossed = (sense: Sense, name: string, crossed: Crossed): Idle[] => [
  ["resend", crossed.loss === 0 && crossed.resend !== RESEND_MS, "nothing is lost"],
  [
    "bandwidth",
    crossed.bandwidth !== undefined && !sense.noted.has(`bytes over ${name}`),
    "no call over it says how many `bytes` it has",
  ],
  ["connect", crossed.connect !== undefined && connectOf(crossed) === null, "round trips of no `time` take none"],
  [
    "connect",
    connectOf(crossed) !== null && !sense.noted.has(`calls over ${name}`),
    "no call goes over it, and databases have a `connect` of their own",
  ],
  ["time", crossed.time !== undefined && meanOf(crossed.time) === 0, "it is 0"],
];

const RESEND_MS = 200;

/** Links change while a system runs, but none comes or goes: who asks goes the way that there was at the beginning. */
function checkVersions(sense: Sense): void {
  const ends = (parts: Sense["model"]["parts"]): string =>
    linksIn({ parts })
      .map(([name, { between }]) => `${name}: ${between.join(" and ")}`)
      .toSorted()
      .join(", ");
  const { parts, timeline } = sense.model;
  for (const [entry, { versions = [] }] of Object.entries(timeline))
    if (versions.some((version) => ends(version.parts) !== ends(parts)))
      sense.error(
        ["timeline", entry],
        "a link cannot come or go while the system runs",
        "have it from the beginning, and let its `time`, `loss` or `bandwidth` become another",
      );
}

/** The parts and sources that may be at an end of a link. */
function placesIn(model: Sense["model"]): readonly string[] {
  const links = linksIn(model).map(([name]) => name);
  return [...Object.keys(model.parts).filter((part) => !links.includes(part)), ...Object.keys(model.traffic)];
}

/** Regions: of known parts and sources, each in one. */
export function checkRegions(sense: Sense): void {
  const { model } = sense;
  checkVersions(sense);
  const known = placesIn(model);
  const linked = linksIn(model).flatMap(([, { between }]) => between);
  const at = (region: string, ...rest: (string | number)[]): Path => ["regions", region, ...rest];
  for (const [region, members] of Object.entries(model.regions)) {
    if (known.includes(region))
      sense.error(at(region), `"${region}" is a part or a source too`, "give the region another name");
    for (const [i, member] of members.entries()) {
      const other = Object.keys(model.regions).find((each) => each !== region && model.regions[each].includes(member));
      if (!known.includes(member))
        sense.error(at(region, i), `there is no part or source "${member}"`, suggest(member, known));
      else if (other !== undefined && other < region)
        sense.error(at(region, i), `"${member}" is in ${other} already`, "a part is in one region");
    }
    const isNamed = linked.includes(region) || sense.acts.some(({ about }) => about.split(" and ").includes(region));
    if (!isNamed)
      sense.warn(at(region), `no link leads to the region "${region}"`, "it lies at no distance from others");
  }
}
