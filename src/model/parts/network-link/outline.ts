/** What is on the way to a part, for queueing theory. */
import { type Outline, PLAIN, type Stage, unclear } from "../../outline/outline.js";
import { linkFrom } from "./between.js";
import { directionsOf, TO_PART } from "./directions.js";
import { lostIn } from "./lost.js";
import { type Bytes, type Crossed, connectOf, crossedOf, type NetworkLinkOptions, sentIn } from "./options.js";

interface At {
  readonly part: string;
  readonly resource: string;
  readonly instances: number;
  readonly balance: string;
}

function crosses(at: At, crossed: Crossed, bytes: Bytes["asks"]): Stage[] {
  const { time, bandwidth } = crossed;
  const sent: Stage[] =
    bandwidth === undefined || bytes === undefined
      ? []
      : [{ kind: "cores", at: { ...PLAIN, ...at, servers: 1, sharing: true }, rank: 0, law: sentIn(bytes, bandwidth) }];
  return [...sent, ...(time === undefined ? [] : [{ kind: "time", law: time } as const]), ...late(crossed)];
}

/** How late a message is that may be lost, unless so many are given up that it matters. */
function late(crossed: Crossed): Stage[] {
  if (crossed.loss === 0) return [];
  const { times, givenUp } = lostIn(crossed);
  if (givenUp > RARE) return [unclear("messages that are given up")];
  const ways = times.map(({ share, lateMs }) => ({
    share,
    body: [{ kind: "time", law: { kind: "constant", value: lateMs } }] as const,
  }));
  return [{ kind: "either", ways }];
}

const RARE = 1e-6;

function setUp(outline: Outline, crossed: Crossed): Stage[] {
  const connect = connectOf(crossed);
  if (connect === null) return [];
  return outline.machine === null ? [{ kind: "time", law: connect.time }] : [unclear("connections that are kept open")];
}

/** The stages over the link of `links`, around others. @param isCall made on a connection */
export function overLinkOutline(
  outline: Outline,
  part: string,
  bytes: Bytes,
  inside: readonly Stage[],
  isCall = false,
): Stage[] {
  const { caller, model } = outline;
  const found = caller === null ? null : linkFrom(model, caller, part);
  if (found === null) return [...inside];
  const options = outline.options<NetworkLinkOptions>(found.link);
  const { there, back } = directionsOf(options);
  const at = (resource: string): At => ({ part: found.link, resource, instances: 1, balance: "" });
  return [
    ...(isCall ? setUp(outline, options) : []),
    ...crosses(at(found.isBackwards ? back : there), options, bytes.asks),
    ...inside,
    ...crosses(at(found.isBackwards ? there : back), options, bytes.answers),
  ];
}

/** The stages of a part's own `network`, there and back. */
export function networkOutline(
  outline: Outline,
  { part, instances, balance }: Omit<At, "resource">,
  network: Parameters<typeof crossedOf>[0] | undefined,
  bytes: Bytes,
): { readonly connect: readonly Stage[]; readonly there: readonly Stage[]; readonly back: readonly Stage[] } {
  if (network === undefined) return { connect: [], there: [], back: [] };
  const crossed = crossedOf(network);
  const at = { part, instances, balance };
  return {
    connect: setUp(outline, crossed),
    there: crosses({ ...at, resource: TO_PART.there }, crossed, bytes.asks),
    back: crosses({ ...at, resource: TO_PART.back }, crossed, bytes.answers),
  };
}
