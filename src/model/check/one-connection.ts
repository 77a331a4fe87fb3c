/** What a transaction does with its connection: something, and one query at a time. */
import { at } from "../changes/edit-steps.js";
import type { Model } from "../language/model.js";
import { type Hop, hopsOf } from "../risks/hops.js";
import type { Path, Sense } from "./sense.js";

export function checkConnections(sense: Sense, model: Model): void {
  const hops = hopsOf(model);
  const held = hops.filter(({ isOnHeld }) => isOnHeld);
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
