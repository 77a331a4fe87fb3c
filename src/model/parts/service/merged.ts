/** Proposes to merge services back into the one that calls them: no hop, one process, and the cores of both. */
import { meanOf } from "../../../engine/random/moments.js";
import { askingSteps } from "../../changes/asking-steps.js";
import type { Change, ChangeContext, Overlay } from "../../changes/change.js";
import { at } from "../../changes/edit-steps.js";
import { asModule } from "../module/changes.js";
import { crossedOf } from "../network-link/options.js";
import type { ServiceOptions } from "./options.js";
import { endpointsOf } from "./queued-work.js";

const DEAR = 0.25; // Of the work there, both ways of the network.

interface Split {
  readonly name: string;
  readonly options: ServiceOptions;
  readonly caller: string; // The only one.
}

/** What is called from `service` and nowhere else, directly or over others of its kind: all of it, and each by itself. */
export function mergedBack(context: ChangeContext, service: string, options: ServiceOptions): Change[] {
  const splits = splitsOf(context, service);
  const rootOf = (name: string): string => {
    const found = splits.find((each) => each.name === name);
    return found === undefined || found.caller === name ? name : rootOf(found.caller);
  };
  const below = splits.filter(({ name }) => name !== service && rootOf(name) === service);
  const own = below.filter(({ caller }) => caller === service);
  return [
    ...own.map((each) => merged(context, service, options, [each])),
    ...(below.length > 1 ? [merged(context, service, options, below)] : []),
  ];
}

function splitsOf(context: ChangeContext, service: string): Split[] {
  const { model } = context;
  const { type } = model.parts[service];
  const asked = askingSteps(context);
  const entries = Object.values(model.traffic).flatMap(({ mix = {} }) => Object.keys(mix));
  return Object.entries(model.parts).flatMap(([name, part]): Split[] => {
    if (part.type !== type) return [];
    const options = part as never as ServiceOptions;
    if (options.cores === undefined || options.autoscale !== undefined || !isDear(context, name, options)) return [];
    const callers = new Set(asked.filter((step) => step.part === name).map(({ path }) => path.slice(0, 2).join(".")));
    const [caller = ""] = [...callers].map((each) => each.split(".")[1]);
    const isOfOurs = callers.size === 1 && model.parts[caller]?.type === type;
    return isOfOurs && !entries.some((entry) => entry.startsWith(`${name}.`)) ? [{ name, options, caller }] : [];
  });
}

/** Without cores, it is no work of ours; and where the way to it takes little, there is little to gain. */
function isDear(context: ChangeContext, name: string, { network }: ServiceOptions): boolean {
  const work = Math.max(...endpointsOf(context, name).map(({ ms }) => ms));
  const { time } = crossedOf(network);
  return time !== undefined && 2 * meanOf(time) >= DEAR * work;
}

function merged(context: ChangeContext, root: string, to: ServiceOptions, all: readonly Split[]): Change {
  const names = all.map(({ name }) => name).join(", ");
  const freed = all.reduce((sum, { options }) => sum + options.instances * options.cores!, 0);
  const instances = all.reduce((sum, { options }) => sum + options.instances, 0);
  const each = to.cores === undefined ? 0 : Math.ceil(freed / to.instances);
  const parts: [string, Overlay][] = all.map(({ name }) => [
    name,
    asModule(at(context.data, ["parts", name]) as Overlay),
  ]);
  return {
    name: `${names} merged back into ${root}`,
    treats: "premature split",
    overlay: {
      parts: { ...Object.fromEntries(parts), ...(each === 0 ? {} : { [root]: { cores: to.cores! + each } }) },
    },
    complexity: 2,
    why: "one process, and one release, of what was apart",
    cost: { instances: -instances, ...(each * to.instances === freed ? {} : { cores: each * to.instances - freed }) },
    relieves: [],
  };
}
