/** Mistakes in the order of messages, and how much of the work comes to the busiest worker. */
import { popularityOf } from "../../../components/data/popularity.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense, Spread } from "../../check/sense.js";
import type { Down } from "../../timeline/down.js";
import { shardShares } from "../database/shards.js";
import { BY_HASH, type OrderOptions } from "./order.js";

interface Ordered extends OrderOptions {
  readonly workers: number;
}

/** Those that have something to do: workers beyond the partitions stand by. */
export const workersInUse = ({ workers, "in-order": inOrder }: Ordered): number =>
  typeof inOrder === "object" ? Math.min(workers, inOrder.partitions) : workers;

export function checkOrder(sense: Sense, path: Path, options: Ordered): void {
  const { of, "in-order": inOrder, workers } = options;
  const at = [...path, "in-order"];
  if (inOrder !== undefined && of === undefined)
    sense.error(at, "which messages belong together is not said", "say what they are about: `of: customer`, say");
  const datum = of === undefined ? null : sense.datum(of, [...path, "of"]);
  sayIdle(sense, path, [
    ["in-order", inOrder !== undefined && workers === 1, "one worker keeps the order anyway", "workers"],
  ]);
  if (typeof inOrder !== "object") return;
  const { partitions } = inOrder;
  if (datum !== null && partitions > datum.keys)
    sense.error([...at, "partitions"], `${partitions} partitions for ${datum.keys} keys: some would have none`);
  const name = String(path[1]);
  const mayStop = sense.acts.some(
    ({ kind, about, data }) => kind.verb === "down" && about === name && (data as Down).workers !== undefined,
  );
  if (workers > partitions && !mayStop)
    sense.warn(
      [...at, "partitions"],
      `${workers} workers for ${partitions} partitions: ${workers - partitions} of them only stand by`,
      "give as many partitions as workers, or more",
    );
}

/** How messages come to workers that keep an order; null where any worker takes any message. */
export function orderSpread({ model }: Sense, options: Ordered): Spread | null {
  const { of, "in-order": inOrder } = options;
  const instances = workersInUse(options);
  if (of === undefined || inOrder === undefined || instances === 1 || !Object.hasOwn(model.data, of)) return null;
  if (typeof inOrder === "string") {
    const { keys, popularity } = model.data[of];
    return { instances, busiest: Math.max(1 / instances, popularityOf(keys, popularity).shareOf(0)) };
  }
  const each = new Array<number>(instances).fill(0);
  const shares = shardShares(model, { ...BY_HASH, by: of, count: inOrder.partitions });
  shares.forEach((share, partition) => {
    each[partition % instances]! += share;
  });
  return { instances, busiest: Math.max(...each) };
}
