/** A part that a request needs and that there is one of: when it is down, so is what needs it. */
import type { DatabaseOptions } from "../parts/database/options.js";
import type { RiskRule } from "./risk.js";

export const singlePoint: RiskRule = (model, hops) => {
  const needed = new Set(
    hops
      .filter((hop) => [...hop.within, hop].every(({ policies }) => policies.fallback === undefined))
      .map(({ part }) => part),
  );
  return Object.entries(model.parts).flatMap(([name, options]) => {
    if (!needed.has(name)) return [];
    const risk = (what: string) => [{ rule: "single-point", subject: name, message: what, path: ["parts", name] }];
    if (options.type === "service" && options.instances === 1)
      return risk("runs as one instance: when it is down, every request that needs it fails");
    if (options.type !== "database") return [];
    const { replicas } = options as unknown as DatabaseOptions;
    return (replicas?.count ?? 0) === 0 ? risk("has one node: when it is down, every request that needs it fails") : [];
  });
};
