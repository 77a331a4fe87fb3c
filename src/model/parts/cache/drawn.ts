/** How a picture of the model shows a cache. */
import type { Drawn } from "../../language/kinds.js";
import { amount, bytes, facts, mean, percentage } from "../shared/facts.js";
import type { CacheOptions } from "./options.js";

export function drawnCache({ hit, of, keys, capacity, ttl, per }: CacheOptions): Drawn {
  const what = of ?? (keys === undefined ? "keys" : `${amount(keys.count)} keys`);
  const room =
    typeof capacity === "number" ? (Number.isFinite(capacity) ? amount(capacity) : null) : bytes(capacity.bytes);
  const byKey = of !== undefined || keys !== undefined;
  return {
    shape: "folder",
    facts: facts(
      hit === undefined ? null : `hit ${percentage(hit)}`,
      byKey && (room === null ? what : `${room} of ${what}`),
      ttl === undefined ? null : `ttl ${mean(ttl)}`,
      per === "instance" && "in each instance",
    ),
  };
}
