/**
 * Keeps the work of a heavy endpoint apart from that of the others: a limit at its door, where it waits in turn without
 * a thread; or instances of its own.
 */
import type { Change, ChangeContext, Overlay } from "../../changes/change.js";
import { at } from "../../changes/edit-steps.js";
import type { ServiceOptions } from "./options.js";
import { endpointsOf } from "./queued-work.js";

const HEAVY = 4; // Times as long as the others take in the mean.
const SHARE_OF_THREADS = 0.25;
const SHARE_OF_CORES = 0.5;
const LOAD = 0.7; // Of the limit: or else it lets in fewer than come.

interface Heavy {
  readonly endpoint: string;
  readonly share: number; // Of all that the service does.
  readonly atOnce: number; // How many are there at once in the mean, without any waiting.
}

export function keptApart(context: ChangeContext, service: string, options: ServiceOptions): Change[] {
  const heavy = heavyIn(context, service);
  return heavy === null ? [] : [...atTheDoor(service, options, heavy), ...ofItsOwn(context, service, options, heavy)];
}

/** The endpoint that takes far longer than the others. */
function heavyIn(context: ChangeContext, service: string): Heavy | null {
  const all = endpointsOf(context, service).map(({ endpoint, steps, ms }) => ({
    endpoint,
    ms,
    perMs: Math.max(...steps.map((step) => step.perMs)) || 1,
  }));
  if (all.length < 2) return null;
  const work = all.reduce((sum, { ms, perMs }) => sum + ms * perMs, 0);
  const [first] = all
    .filter((one) => {
      const others = all.filter((each) => each !== one);
      const often = others.reduce((sum, { perMs }) => sum + perMs, 0);
      return one.ms > (HEAVY * others.reduce((sum, { ms, perMs }) => sum + ms * perMs, 0)) / often;
    })
    .sort((a, b) => b.ms * b.perMs - a.ms * a.perMs);
  return first === undefined
    ? null
    : { endpoint: first.endpoint, share: (first.ms * first.perMs) / work, atOnce: first.ms * first.perMs };
}

function atTheDoor(service: string, options: ServiceOptions, { endpoint, atOnce }: Heavy): Change[] {
  const { instances, threads, cores, limits } = options;
  const byCores = cores === undefined ? Number.POSITIVE_INFINITY : SHARE_OF_CORES * cores * instances;
  const few = Math.floor(Math.min(byCores, SHARE_OF_THREADS * threads * instances));
  const needed = Math.ceil(atOnce / LOAD);
  // What comes at the highest rate may be more than can be let in.
  const most = Math.max(1, few, needed < threads * instances ? needed : 0);
  if (!Number.isFinite(most) || limits?.[endpoint] !== undefined) return [];
  return [
    {
      name: `${service}: at most ${most} ${endpoint} at once`,
      treats: "noisy neighbour",
      overlay: { parts: { [service]: { limits: { [endpoint]: { concurrent: most, over: "waits" } } } } },
      complexity: 1,
      why: `a limit to choose, and ${endpoint} that waits for its turn`,
      cost: {},
      relieves: apart(service),
    },
  ];
}

const apart = (service: string) => ["threads", "cores"].map((resource) => ({ part: service, resource }));

/** Only where its name stands nowhere but in the traffic: what is asked of it by others would have to be renamed. */
function ofItsOwn(
  context: ChangeContext,
  service: string,
  options: ServiceOptions,
  { endpoint, share }: Heavy,
): Change[] {
  const { model, data } = context;
  const own = `${service}-${endpoint}`;
  const entry = `${service}.${endpoint}`;
  const { traffic: _, ...elsewhere } = data;
  const isNamed =
    JSON.stringify([elsewhere, model.objectives]).includes(`${entry}"`) ||
    JSON.stringify(model.objectives).includes(entry);
  const { instances, cores = 0, host, autoscale } = options;
  if (isNamed || host !== undefined || autoscale !== undefined || Object.hasOwn(model.parts, own)) return [];
  const traffic = Object.entries(data.traffic as Record<string, Overlay>).flatMap(
    ([source, written]): (readonly [string, Overlay])[] => {
      const mix = written.mix as Overlay | undefined;
      if (written.to === entry) return [[source, { to: `${own}.${endpoint}` }]];
      return mix?.[entry] === undefined
        ? []
        : [[source, { mix: { [entry]: null, [`${own}.${endpoint}`]: mix[entry] } }]];
    },
  );
  if (traffic.length === 0) return [];
  const { endpoints, priority, limits, timers, sessions, ...rest } = at(data, ["parts", service]) as Overlay;
  const copies = Math.max(1, Math.ceil(share * instances));
  const part = { ...rest, instances: copies, endpoints: { [endpoint]: (endpoints as Overlay)[endpoint] } };
  const kept = {
    endpoints: { [endpoint]: null },
    ...without("priority", priority, endpoint),
    ...(limits !== undefined && Object.hasOwn(limits as object, endpoint) ? { limits: { [endpoint]: null } } : {}),
  };
  return [
    {
      name: `${service}: ${endpoint} in instances of its own`,
      treats: "noisy neighbour",
      overlay: { traffic: Object.fromEntries(traffic), parts: { [own]: part, [service]: kept } },
      complexity: 3,
      why: "one more part to run, to release and to watch",
      cost: { instances: copies, ...(cores > 0 ? { cores: copies * cores } : {}) },
      relieves: apart(service),
    },
  ];
}

const without = (key: string, list: unknown, endpoint: string): Overlay =>
  Array.isArray(list) && list.includes(endpoint)
    ? { [key]: list.length === 1 ? null : list.filter((each) => each !== endpoint) }
    : {};
