/** What a transaction does with its connection: something, and one query at a time; and whether pools get theirs. */
import { at } from "../changes/edit-steps.js";
import { slotsIn } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { type Hop, hopsOf } from "../risks/hops.js";
import type { Path, Sense } from "./sense.js";

export function checkConnections(sense: Sense, model: Model): void {
  const hops = hopsOf(model);
  const held = hops.filter(({ isOnHeld }) => isOnHeld);
  checkKept(sense, model, hops);
  for (const hop of hops) {
    if (hop.holds !== true) continue;
    const own = held.filter((query) => query.part === hop.part && holderOf(query) === hop);
    if (own.length === 0)
      sense.warn(
        [...hop.path, hop.verb],
        `holds a connection of ${hop.part} and asks nothing of it`,
        `write its queries inside, under \`steps\`: \`query: ${hop.part}.…\``,
      );
    const meeting = own.find(
      (query) => isCopied(model, query.path, hop.path) || own.some((other) => meet(query, other, hop.path)),
    );
    if (meeting !== undefined)
      sense.error(
        [...meeting.path, meeting.verb],
        `several queries at once on the one connection that a transaction holds of ${hop.part}`,
        "a connection does one query at a time: write them one after another, or outside the transaction",
      );
  }
}

/** Connections that pools keep open beyond what is accepted: some instances get none. */
function checkKept(sense: Sense, model: Model, hops: readonly Hop[]): void {
  for (const part of Object.keys(model.parts)) {
    const { kept, isEach } = slotsIn(model, part) ?? {};
    if (kept === undefined) continue;
    const asking = hops.filter((hop) => hop.part === part && hop.path[0] === "parts");
    const callers = [...new Set(asking.map(({ process }) => process))];
    const pools = isEach === true ? callers.reduce((sum, one) => sum + (sense.instancesOf(one) ?? 1), 0) : 1;
    const { each, accepted, by = part } = kept;
    if (pools * each <= accepted) continue;
    sense.warn(
      ["parts", part, "pool"],
      `its pools keep ${pools * each} connections open (${pools} × ${each}), and ${by} accepts ${accepted}: those that come last get none`,
      `\`idle\` of at most ${Math.floor(accepted / pools)}, so that they all fit, or a pooler in between`,
    );
  }
}

const holderOf = ({ part, within }: Hop): Hop | undefined =>
  within.findLast((outer) => outer.holds === true && outer.part === part);

/** Whether they stand in different branches of one parallel step inside the transaction. */
function meet(a: Hop, b: Hop, transaction: Path): boolean {
  const at = a.path.findIndex((key, i) => key !== b.path[i]);
  return at > transaction.length && a.path[at - 1] === "parallel";
}

/** Whether several copies of a branch around it run at once inside the transaction. */
const isCopied = (model: Model, path: Path, transaction: Path): boolean =>
  path.some((key, i) => {
    if (key !== "parallel" || i <= transaction.length) return false;
    const { times } = at(model, path.slice(0, i + 2)) as { readonly times: number };
    return times > 1;
  });
