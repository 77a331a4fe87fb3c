/** Possible changes to a service: more instances, more cores, bounds, and work moved out of the request. */

import { type Change, type ChangeContext, largerMachine, ofPart } from "../../changes/change.js";
import { askedAtOnce } from "./at-once.js";
import { bulkheads } from "./bulkhead.js";
import { mergedBack } from "./merged.js";
import type { ServiceOptions } from "./options.js";
import { keptApart } from "./own-pool.js";
import { queuedWork } from "./queued-work.js";

export const serviceChanges = (context: ChangeContext, name: string, options: ServiceOptions): readonly Change[] => [
  ...instances(name, options),
  ...oneMore(name, options),
  ...healthChecks(name, options),
  ...(options.cores === undefined || options.host !== undefined
    ? []
    : [largerMachine(name, options.cores, "small machine", options.instances)]),
  ...threads(name, options),
  ...fewerInstances(name, options),
  ...askedAtOnce(context, name),
  ...bulkheads(context, name, options),
  ...keptApart(context, name, options),
  ...queuedWork(context, name),
  ...mergedBack(context, name, options),
];

/** One instance less, of three or more: two are kept in case one is down. */
function fewerInstances(name: string, { instances: now, cores: each, host, autoscale }: ServiceOptions): Change[] {
  if (now < 3 || autoscale !== undefined) return [];
  const resource = each === undefined ? "threads" : "cores";
  return [
    {
      name: `${name}: ${now - 1} instances`,
      treats: "more than needed",
      overlay: ofPart(name, { instances: now - 1 }),
      complexity: 1,
      why: "a number",
      cost: { instances: -1, ...(each === undefined || host !== undefined ? {} : { cores: -each }) },
      relieves: [],
      isLess: true,
      ...(host === undefined ? { spares: { part: name, resource, left: (now - 1) / now } } : {}),
    },
  ];
}

/** On a shared machine, more copies share the same cores. */
function instances(name: string, options: ServiceOptions): Change[] {
  const { instances: now, cores: each, host, threads: limit, autoscale } = options;
  if (autoscale !== undefined || host !== undefined || (each === undefined && !Number.isFinite(limit))) return [];
  return [
    {
      name: `${name}: ${now * 2} instances`,
      treats: now === 1 ? "single node" : "too few instances",
      overlay: ofPart(name, {
        instances: now * 2,
        ...(now === 1 && options["health-check"] === undefined ? { "health-check": CHECKS } : {}),
      }),
      complexity: now === 1 ? 2 : 1,
      why: now === 1 ? "a balancer that checks health, and no state in the process" : "a number",
      cost: { instances: now, cores: now * (each ?? 1) },
      relieves: [{ part: name, resource: each === undefined ? "threads" : "cores" }],
    },
  ];
}

const CHECKS = { every: "500ms", failures: 2 };

/** A balancer that knows nothing of it goes on sending to an instance that is down. */
function healthChecks(name: string, { instances: now, "health-check": checks, autoscale }: ServiceOptions): Change[] {
  if (checks !== undefined || (now < 2 && autoscale === undefined)) return [];
  return [
    {
      name: `${name}: health checks`,
      treats: "failing dependency",
      overlay: ofPart(name, { "health-check": CHECKS }),
      complexity: 1,
      why: "a setting",
      cost: {},
      relieves: [],
      needsFailures: true,
    },
  ];
}

/** Where twice as many are more than one more. */
function oneMore(name: string, options: ServiceOptions): Change[] {
  const { instances: now, cores: each } = options;
  return instances(name, options).flatMap((twice) =>
    now < 2
      ? []
      : [
          {
            ...twice,
            name: `${name}: ${now + 1} instances`,
            overlay: ofPart(name, { instances: now + 1 }),
            cost: { instances: 1, cores: each ?? 1 },
          },
        ],
  );
}

function threads(name: string, { threads: now, queue }: ServiceOptions): Change[] {
  if (!Number.isFinite(now)) return [];
  const setting = {
    complexity: 1,
    why: "a setting",
    cost: {},
    relieves: [{ part: name, resource: "threads" }],
  } as const;
  const more: Change = {
    ...setting,
    name: `${name}: ${now * 2} threads`,
    treats: "too few threads",
    overlay: ofPart(name, { threads: now * 2 }),
  };
  const bound: Change = {
    ...setting,
    name: `${name}: a queue of at most ${now}`,
    treats: "no bound",
    overlay: ofPart(name, { queue: now }),
  };
  return Number.isFinite(queue) ? [more] : [more, bound];
}
