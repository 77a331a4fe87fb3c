/** What theory says of shards: each is a station of its own, and what is measured is all of them together. */
import type { Station } from "../../model/outline/outline.js";
import { type Claim, noClaim } from "./claim.js";
import { utilisation } from "./form.js";
import { type Ran, remembersMs, resourceOf } from "./open-claims.js";
import { NEVER_WAITS, type StationTheory } from "./stations.js";

/** The name under which it is measured. */
export const measuredAs = ({ part, resource, bank = resource }: Station): string => `${part} ${bank}`;

/** The theories of each bank, by what is measured. */
export function banksIn(theories: readonly StationTheory[]): StationTheory[][] {
  const banks = new Map<string, StationTheory[]>();
  for (const theory of theories) {
    const { station } = theory.place;
    if (station.bank !== undefined) banks.set(measuredAs(station), [...(banks.get(measuredAs(station)) ?? []), theory]);
  }
  return [...banks.values()];
}

/** Utilisation and mean wait over all of them. @param doubt why nothing is exact */
export function bankClaims(bank: readonly StationTheory[], ran: Ran, doubt: string | null): Claim[] {
  const [{ place }] = bank;
  const { part, bank: resource = "" } = place.station;
  const found = resourceOf(ran, part, resource);
  const silent = bank.find(({ form, why, perMs }) => perMs > 0 && form === null && why !== NEVER_WAITS);
  if (found === null || found.utilisation === null) return [];
  const perMs = bank.reduce((sum, theory) => sum + theory.perMs, 0);
  const common = {
    part,
    resource,
    exact: doubt === null,
    why: doubt,
    atMost: false,
    tail: false,
    events: perMs * ran.measuredMs,
    remembersMs: Math.max(...bank.map(remembersMs)),
  };
  const claims: Claim[] = [];
  if (bank.every(({ rho }) => rho !== null && rho < 1)) {
    const { quantity, unit, expected, observed } = utilisation(
      bank.reduce((sum, { rho }) => sum + rho!, 0) / bank.length,
    );
    claims.push({ ...common, form: "utilisation law", quantity, unit, expected, simulated: observed(found)! });
  }
  const waits = bank.map(({ form, perMs: own }) =>
    own === 0 ? 0 : own * (form?.why === null ? form.meanWaitMs : Number.NaN),
  );
  const expected = waits.reduce((sum, wait) => sum + wait, 0) / perMs;
  const form = bank.find((theory) => theory.form !== null)?.form; // Some may have no keys, so no queue.
  const simulated = found.waitingTimeMs.mean;
  const events = ran.measuredMs * bank.reduce((sum, theory) => sum + theory.perMs * shareThatWaits(theory), 0);
  const isSeen = events >= 1 || simulated.value !== 0;
  if (silent === undefined && form != null && Number.isFinite(expected) && isSeen)
    claims.push({
      ...common,
      form: `${form.name} each`,
      quantity: "mean wait",
      unit: "ms",
      expected,
      simulated,
      events,
    });
  return silent === undefined ? claims : [...claims, noClaim(part, resource, doubt ?? silent.why!)];
}

const shareThatWaits = ({ form }: StationTheory): number =>
  form?.says.find(({ quantity }) => quantity === "mean wait")?.shareThatShows ?? 1;
