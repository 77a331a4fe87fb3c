/** How a file describes a service. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import { withOtherWords } from "../../language/other-words.js";
import { type Language, name } from "../../language/policies.js";
import { bandwidth, count, countOrUnlimited, distribution, duration } from "../../language/values/index.js";
import { networkOption } from "../network-link/options.js";
import { BREAKDOWNS_EFFECTS, breakdownsOptions } from "../shared/breakdowns.js";
import { coldStartOption } from "../shared/cold-start.js";
import { CORES_EFFECTS, coresOptions } from "../shared/cores.js";
import { leakOption } from "../shared/leak.js";
import { order } from "../shared/queue-order.js";
import { autoscaleOption } from "./autoscale.js";
import { balanceOption } from "./balancing/balance.js";
import { ejectOption } from "./eject.js";
import { LIMITED_EFFECTS, limitedOptions } from "./limits.js";
import { INSTANCES_WORDS } from "./other-words.js";
import { sessionsOption } from "./sessions.js";
import { shedOption } from "./shed.js";
import { timersOption } from "./timers.js";
import { unlikeOption } from "./unlike.js";
import { zonesOption } from "./zones.js";

export const serviceOptions = (language: Language) =>
  z.strictObject({
    instances: withOtherWords(count({ min: 1, max: 10_000 }), INSTANCES_WORDS)
      .prefault(1)
      .describe("Copies behind the balancer; with `autoscale`, how many there are at the start"),
    unlike: unlikeOption(),
    autoscale: autoscaleOption().optional(),
    balance: balanceOption(),
    zones: zonesOption().optional(),
    threads: countOrUnlimited({ min: 1 }).prefault("unlimited").describe("Requests that each instance serves at once"),
    queue: countOrUnlimited().prefault("unlimited").describe("Requests that may wait for a thread of an instance"),
    order: order("a thread"),
    priority: z
      .array(name())
      .min(1)
      .optional()
      .describe("Endpoints that go first in that queue, the most important first; all others come last"),
    preempts: z
      .boolean()
      .default(false)
      .describe(
        "Whether they go first on the cores too: what the cores do for the others stops meanwhile, then goes on",
      ),
    patience: distribution().optional().describe("How long a request waits for a thread before it is refused"),
    network: networkOption().optional(),
    parses: bandwidth({ above: 0 })
      .optional()
      .describe("How fast a core reads the answers of queries that have `bytes`; if not given, reading takes no time"),
    "cold-start": coldStartOption().optional(),
    ...limitedOptions(),
    shed: shedOption().optional(),
    ...breakdownsOptions(),
    leak: leakOption(),
    eject: ejectOption().optional(),
    ...coresOptions(),
    drain: duration()
      .optional()
      .describe(
        "When `autoscale` or the timeline takes an instance away: how long it may finish its requests; the rest then fails. Without it, it finishes all",
      ),
    sessions: sessionsOption(language),
    timers: timersOption(language),
    endpoints: z
      .record(
        name(),
        z.lazy(() => language.steps),
      )
      .describe("What a request does at each endpoint"),
  });

export type ServiceOptions = z.output<ReturnType<typeof serviceOptions>>;

export const SERVICE_EFFECTS: Effects<ServiceOptions> = {
  instances: "known",
  unlike: "known",
  autoscale: "known",
  balance: "known",
  zones: "known",
  threads: "known",
  queue: "limits",
  order: "known",
  priority: "known",
  preempts: "known",
  patience: "waits",
  parses: "known",
  network: "known",
  "cold-start": "by chance",
  ...LIMITED_EFFECTS,
  shed: "waits",
  ...BREAKDOWNS_EFFECTS,
  leak: "by chance",
  eject: "known",
  ...CORES_EFFECTS,
  drain: "by chance",
  sessions: "by chance",
  timers: "by chance",
  endpoints: "known",
};
