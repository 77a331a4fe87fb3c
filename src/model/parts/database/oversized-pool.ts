/** Pools that may ask for more connections than the database accepts: those beyond are refused under load. */

import type { RiskRule } from "../../risks/risk.js";
import type { DatabaseOptions } from "./options.js";
import { poolsOf } from "./pooled-connections.js";

export const oversizedPool: RiskRule = (model, hops) =>
  Object.entries(model.parts).flatMap(([name, options]) => {
    if (options.type !== "database") return [];
    const { connections, replicas } = options as unknown as DatabaseOptions;
    const found = poolsOf(model, hops, name);
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
  });
