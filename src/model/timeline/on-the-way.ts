/** What a timeline does to a question on its way to a part, and to the answer. */
import type { Dial } from "../../components/timeline/dial.js";
import { type LinkFault, OneWay } from "../../components/timeline/one-way.js";
import type { Site } from "../wiring/site.js";
import { type Link, linkBetween } from "./link.js";

type Around = (body: () => void) => void;

/** Writes the body, which asks the part; without entries about it, nothing else. */
export function onTheWay(site: Site, part: string, body: () => void): void {
  const around = wayTo(site, part);
  if (around === null) body();
  else around(body);
}

/** What a question to the part goes through; null if nothing is said of it. */
export function wayTo(site: Site, part: string): Around | null {
  const { caller } = site;
  const { timeline } = site.assembly;
  const links = caller === null ? [] : timeline.turning<Link>("link", [linkBetween(caller, part)]);
  return links.length === 0 ? null : (body) => overLink(site, part, links, body);
}

function overLink(
  site: Site,
  part: string,
  links: readonly { readonly dial: Dial; readonly data: Link }[],
  body: () => void,
): void {
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
