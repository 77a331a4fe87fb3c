import { z } from "zod";
import { Hedge } from "../../components/policies/hedge.js";
import { FixedDelay, type HedgeDelay, PercentileDelay } from "../../components/policies/hedge-delay.js";
import { saltOf } from "../../components/steps/visit.js";
import { sayIdle } from "../check/no-effect.js";
import { count, duration } from "../language/values/index.js";
import type { Site } from "../wiring/site.js";
import { budgetOf, budgetOptions, budgetShare } from "./budget.js";
import { policyKind } from "./kind.js";

const hedgeOptions = () =>
  z
    .strictObject({
      after: z
        .union([
          z
            .string()
            .regex(/^p(?!0*(\.0*)?$)\d{1,2}(\.\d+)?$/, "expected a duration such as 40ms, or a percentile such as p95"),
          duration({ fixed: "a percentile such as p95 follows what answers take" }),
        ])
        .describe(
          "How long it waits before it sends another request: a time, or a percentile of the answers so far, such as `p95`",
        ),
      attempts: count({ min: 2, max: 100 }).prefault(2).describe("Requests in all, the first one counted"),
      budget: budgetOptions("Further requests"),
      rest: z
        .enum(["stops", "goes-on"])
        .default("stops")
        .describe("Once an answer is there, the other requests are stopped, or go on without a caller"),
    })
    .describe(
      "Sends a second request when the first is slow, and takes the first answer; a failure waits for the others",
    );

type Said = z.output<ReturnType<typeof hedgeOptions>>;

/** Asked so often where every answer is late, within the budget. */
export const mostHedged = (said: Said): number => Math.min(said.attempts, 1 + budgetShare(said));

export const hedge = policyKind({
  key: "hedge",
  examples: `
- { after: p95, attempts: 2, budget: 5%, rest: stops }
- { after: 40ms, budget: { share: 5%, burst: 10 } }
`,
  schema: hedgeOptions,
  effect: "cuts short",
  around: "an attempt",
  isUnclear: true,
  write(site, said, { purpose, called }, body) {
    const { assembly, program } = site;
    const options = {
      attemptsMax: said.attempts,
      stopsRest: said.rest === "stops",
      inherited: site.inherited,
      salt: saltOf(site.stream(`hedge:${purpose}`)),
    };
    const shared = {
      delay: assembly.once(said, `delay ${purpose}`, () => delayOf(site, said)),
      budget: budgetOf(site, said, purpose),
      record: assembly.hedgesOf(called),
    };
    const work = (where: typeof program): void => body(site.on(site.machine, where));
    program.add(new Hedge(assembly.flow, options, shared, work));
  },
  walk(sense, said, { what, eachMs }, walk) {
    sayIdle(sense, sense.path, [
      ["hedge", typeof said.after === "number" && said.after >= eachMs, "no attempt takes so long"],
    ]);
    const share = percentileOf(said.after);
    const often = share === null ? 1 : Math.min(mostHedged(said), 2 - share);
    return sense.hedged(often, mostHedged(said), said.rest === "stops", `hedge of ${what}`, walk);
  },
});

const percentileOf = (after: Said["after"]): number | null =>
  typeof after === "string" ? Number(after.slice(1)) / 100 : null;

function delayOf({ assembly }: Site, { after }: Said): HedgeDelay {
  return typeof after === "number" ? new FixedDelay(after) : new PercentileDelay(assembly.flow, percentileOf(after)!);
}
