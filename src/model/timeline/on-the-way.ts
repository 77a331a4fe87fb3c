/** What a question goes through on its way to a part, and the answer: a link, and what a timeline does to it. */
import { type LinkFault, OneWay } from "../../components/timeline/one-way.js";
import { Throttle } from "../../components/timeline/throttle.js";
import { namesOfWay } from "../parts/network-link/between.js";
import type { DrawnBytes } from "../parts/network-link/cross.js";
import { onLink } from "../parts/network-link/on-link.js";
import type { Site } from "../wiring/site.js";
import type { Link } from "./link.js";
import { bucketOf, type Throttle as ThrottleData } from "./throttle.js";
import type { Turning } from "./timeline.js";

type Around = (body: () => void) => void;

/** What goes over the links on the way, and how. */
export interface Sent {
  readonly bytes: DrawnBytes | null; // Null: none are said.
  readonly connects: boolean; // Whether those who ask keep connections of their own to it.
}

const MESSAGE: Sent = { bytes: null, connects: false };

/** Writes the body, which asks the part; without anything on the way, nothing else. @param target "pay.charge", or the part */
export function onTheWay(site: Site, target: string, body: () => void, sent = MESSAGE): void {
  const around = wayTo(site, target, sent);
  if (around === null) body();
  else around(body);
}

/** What a question to the part goes through; null if nothing is said of it. */
export function wayTo(site: Site, target: string, { bytes, connects } = MESSAGE): Around | null {
  const [part = ""] = target.split(".");
  const link = onLink(site, part, bytes, connects);
  const atTimes = timesOnTheWay(site, target, part);
  if (link === null || atTimes === null) return link ?? atTimes;
  return (body) => link(() => atTimes(body));
}

function timesOnTheWay(site: Site, target: string, part: string): Around | null {
  const { caller, assembly } = site;
  const { timeline, model } = assembly;
  const links = caller === null ? [] : timeline.turning<Link>("link", namesOfWay(model, caller, part));
  const throttles = timeline.turning<ThrottleData>("throttle", [part, target]);
  if (links.length === 0 && throttles.length === 0) return null;
  return (body) => {
    const asked = (): void => {
      for (const each of throttles) refuseBeyond(site, part, each);
      body();
    };
    if (links.length === 0) asked();
    else overLink(site, part, links, asked);
  };
}

function refuseBeyond(site: Site, part: string, { dial, data }: Turning<ThrottleData>): void {
  const { flow, timeline } = site.assembly;
  const bucket = timeline.sharedBy(data, () => bucketOf(data));
  site.program.add(new Throttle(flow, dial, bucket, flow.addCause("throttled", part)));
}

function overLink(site: Site, part: string, links: readonly Turning<Link>[], body: () => void): void {
  const { flow } = site.assembly;
  const cause = flow.addCause("no-answer", part);
  const oneWay = (way: "there" | "back"): void => {
    const purpose = `link ${way}:${part}`;
    const faults = links.map(
      ({ dial, data }): LinkFault => ({
        dial,
        loss: lossOf(data, way),
        delayMs: data.delay === undefined ? null : site.sampler(`${purpose}:delay`, data.delay),
        giveUpMs: data["give-up"],
      }),
    );
    site.program.add(new OneWay(flow, faults, site.stream(`${purpose}:lost`), cause));
  };
  oneWay("there");
  body();
  oneWay("back");
}

/** Half is lost on the way there, and as much of the whole on the way back. */
function lossOf({ loss = 0, apart }: Link, way: "there" | "back"): number {
  if (apart !== undefined) return 1;
  return way === "there" ? loss / 2 : loss / (2 - loss);
}
