import { z } from "zod";
import { PowerOf, PowerOfTwo } from "../../../../components/service/balancing/power-of.js";
import { count } from "../../../language/values/index.js";
import type { BalancePolicy } from "./policy.js";

export const powerOfSays = () => ({
  "power-of": count({ min: 1, max: 10_000 })
    .optional()
    .describe("Draws so many instances and takes the one with the fewest requests outstanding"),
  replacement: z.boolean().optional().describe("With `power-of`: whether the same instance may be drawn twice"),
});

export const powerOf: BalancePolicy = {
  key: "power-of",
  summary: "the best of d",
  build({ instances }, { "power-of": d = 2, replacement = false }) {
    return d === 2 && !replacement ? new PowerOfTwo() : new PowerOf(d, replacement, instances);
  },
  shares: ({ "power-of": d }, instances) => (d === 1 ? Array<number>(instances).fill(1 / instances) : null),
  theory({ "power-of": d = 2, replacement = false }, instances) {
    if (d === 1) return "random";
    if (replacement) return `power of ${d} with replacement`;
    return d === 2 ? "power-of-two" : d >= instances ? "least-connections" : `power of ${d}`;
  },
};
