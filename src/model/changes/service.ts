/** What can be changed about a service: more of it, larger, bounded; and work that nobody needs to wait for. */
import { type Change, type ChangeContext, ofPart } from "./change.js";
import { queuedWork } from "./queued-work.js";

export interface ServiceSize {
  readonly instances: number;
  readonly threads: number;
  readonly queue: number;
  readonly cores?: number | undefined;
  readonly host?: string | undefined;
}

export const serviceChanges = (context: ChangeContext, name: string, options: ServiceSize): readonly Change[] => [
  ...instances(name, options),
  ...cores(name, options),
  ...threads(name, options),
  ...queuedWork(context, name),
];

const symptomOf = ({ instances: now }: ServiceSize) => (now === 1 ? "single node" : "too few instances");

/** On a shared machine, more copies share the same cores. */
function instances(name: string, options: ServiceSize): Change[] {
  const { instances: now, cores: each, host, threads: limit } = options;
  if (host !== undefined || (each === undefined && !Number.isFinite(limit))) return [];
  return [
    {
      name: `${name}: ${now * 2} instances`,
      treats: symptomOf(options),
      overlay: ofPart(name, { instances: now * 2 }),
      complexity: now === 1 ? 2 : 1,
      why: now === 1 ? "a balancer, and no state in the process" : "a number",
      cost: { instances: now, cores: now * (each ?? 1) },
      relieves: { part: name, resource: each === undefined ? "threads" : "cores" },
    },
  ];
}

function cores(name: string, options: ServiceSize): Change[] {
  const { instances: count, cores: now, host } = options;
  if (now === undefined || host !== undefined) return [];
  return [
    {
      name: `${name}: ${now * 2} cores${count === 1 ? "" : " each"}`,
      treats: symptomOf(options),
      overlay: ofPart(name, { cores: now * 2 }),
      complexity: 1,
      why: "larger machines",
      cost: { cores: count * now },
      relieves: { part: name, resource: "cores" },
    },
  ];
}

function threads(name: string, { threads: now, queue }: ServiceSize): Change[] {
  if (!Number.isFinite(now)) return [];
  const setting = { complexity: 1, why: "a setting", cost: {}, relieves: { part: name, resource: "threads" } } as const;
  const more: Change = {
    ...setting,
    name: `${name}: ${now * 2} threads`,
    treats: "too few threads",
    overlay: ofPart(name, { threads: now * 2 }),
  };
  const bound: Change = {
    ...setting,
    name: `${name}: a line of at most ${now}`,
    treats: "no bound",
    overlay: ofPart(name, { queue: now }),
  };
  return Number.isFinite(queue) ? [more] : [more, bound];
}
