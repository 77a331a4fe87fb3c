/** Pools that may ask for more connections than the database accepts: those beyond are refused under load. */

import type { Surroundings } from "../../check/surroundings.js";
import type { Risk } from "../../risks/risk.js";
import type { DatabaseOptions } from "./options.js";
import { poolsOf } from "./units.js";

export function oversizedPool(around: Surroundings, name: string, options: DatabaseOptions): readonly Risk[] {
  const { connections, replicas } = options;
  const found = poolsOf(options, name, around);
  if (found === null) return [];
  const { pools, each } = found;
  const accepted = connections * (1 + (replicas?.count ?? 0));
  if (pools * each <= accepted) return [];
  const how = pools === 1 ? "" : ` (${pools} × ${each})`;
  return [
    {
      rule: "oversized-pool",
      subject: name,
      message: `its pools hold up to ${pools * each} connections${how}, and all its nodes together accept ${accepted}`,
      path: ["parts", name, "pool", "connections"],
    },
  ];
}
