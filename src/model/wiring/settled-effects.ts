/** What became of all effects, as measurements. */
import type { Ledger } from "../../components/effects/ledger.js";
import { type Settled, settle } from "../../components/effects/settle.js";
import type { Window } from "../../components/observation/window.js";
import type { AuditEntry, EffectMeasurement, MeasureMeasurement } from "./measurements.js";

/** @param nowMs when the run is over */
export function settled(
  ledger: Ledger,
  window: Window,
  nowMs: number,
): { readonly measured: readonly EffectMeasurement[]; readonly audit: readonly AuditEntry[] } {
  const isAlive = ledger.alive();
  const all = ledger.accounts.map((account, i) => ({
    name: account.spec.name,
    found: settle(account, ledger.strays[i], isAlive, window, nowMs),
  }));
  return {
    measured: all.map(({ name, found }) => ({
      name,
      measures: measuresOf(found),
      doneThenByBin: Array.from(found.doneThen),
    })),
    audit: all.map(({ name, found }) => ({
      what: `effect ${name}`,
      littlesLaw: 0,
      flowBalance: found.unbalanced,
      overCapacity: 0,
    })),
  };
}

const OF_DUE = ["inTime", "late", "lost", "undone", "unfinished", "twice"] as const;

function measuresOf(found: Settled): readonly MeasureMeasurement[] {
  const ratio = (name: string, part: Int32Array, whole: Int32Array): MeasureMeasurement => ({
    kind: "ratio",
    name,
    part: total(part),
    whole: total(whole),
    partByBin: Array.from(part),
    wholeByBin: Array.from(whole),
  });
  return [
    { kind: "events", name: "due", count: total(found.due) },
    ...OF_DUE.map((name) => ratio(name, found[name], found.due)),
    ratio("uncalledFor", found.uncalledFor, found.happened),
    { kind: "duration", name: "pendingMs", histogram: found.pendingMs.data() },
    { kind: "level", name: "open", atEnds: Array.from(found.open) },
  ];
}

const total = (counts: Int32Array): number => counts.reduce((sum, count) => sum + count, 0);
