/** How what comes to a service is shared among its instances, where that is known before a run. */
import type { Spread } from "../../check/offered-loads.js";
import type { Model } from "../../language/model.js";
import type { SharedCores } from "../shared/work-capacity.js";
import { mostInstances } from "./autoscale.js";
import { balanceOf, policyOf } from "./balancing/balance.js";
import type { ServiceOptions } from "./options.js";
import { capacitiesOf } from "./unlike.js";

const EVEN = 1 + 1e-9;

/** Over instances that can do so much each; null: as much as each can do, or not known. */
function spreadOver(options: ServiceOptions, model: Model | undefined, capacities: readonly number[]): Spread | null {
  const instances = capacities.length;
  const balance = balanceOf(options.balance);
  const shares = instances === 1 ? null : (policyOf(balance).shares?.(balance, instances, model) ?? null);
  if (shares?.length !== instances) return null;
  const whole = capacities.reduce((sum, one) => sum + one, 0);
  // As if all could do as much as they do on average.
  const busiest = Math.max(...shares.map((share, i) => (share * whole) / (instances * capacities[i])));
  return busiest * instances > EVEN ? { instances, busiest } : null;
}

/** Of its threads, which all instances have as many of. */
export const threadSpread = (options: ServiceOptions, model: Model): Spread | null =>
  spreadOver(options, model, Array<number>(mostInstances(options)).fill(1));

/** What runs its steps. */
export function machineOf(options: ServiceOptions, model?: Model): SharedCores {
  const instances = mostInstances(options);
  const alike = { ...options, instances };
  if (options.cores === undefined || options.host !== undefined) return alike;
  const ofEach = options.unlike === undefined ? undefined : capacitiesOf(options);
  return { ...alike, ofEach, spread: spreadOver(options, model, ofEach ?? Array<number>(instances).fill(1)) };
}
