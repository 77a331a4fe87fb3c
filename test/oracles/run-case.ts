/** Simulates a case's runs and judges its checks. Every run must also pass its own audit. */

import type { Model } from "../../src/model/language/model.js";
import { memoryFiles } from "../../src/model/source/files.js";
import { readModel } from "../../src/model/source/read-model.js";
import { compile, type RunPlan } from "../../src/model/wiring/compile.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import type { Length, OracleCase, Run } from "./case.js";
import { judge, type Row } from "./judge.js";

const LITTLES_LAW = 1e-6; // Relative, after up to 10⁷ additions.

export function runCase({ id, runs, checks }: OracleCase, length: Length): Row[] {
  // By check, replication and run: measurements are too large to keep.
  const samples = checks.map(() => [] as unknown[][]);
  for (const [name, run] of Object.entries(runs)) {
    const model = parse(`${id} ${name}`, run.model);
    for (let replication = 0; replication < run.replications[length]; replication++) {
      const measured = compile(model, plan(id, run, replication, length)).simulate();
      audit(`${id} ${name}`, measured);
      checks.forEach(({ statistic }, i) => {
        for (const [k, { run: of, observe }] of statistic.from.entries()) {
          if (of !== name) continue;
          samples[i][replication] ??= [];
          samples[i][replication][k] = observe(measured);
        }
      });
    }
  }
  return checks.map((check, i) => judge(id, check, check.statistic.estimate(samples[i]), samples[i].length, length));
}

export function parse(name: string, text: string): Model {
  const { model, diagnostics } = readModel("model.yaml", memoryFiles({ "model.yaml": text }));
  if (model === null) throw new Error(`${name}: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return model;
}

/** All runs of a case share their seeds: what is compared is compared in pairs. */
function plan(id: string, run: Run, replication: number, length: Length): RunPlan {
  const durationMs = run.seconds[length] * 1000;
  return {
    seed: `oracles/${id}`,
    replication,
    warmUpMs: run.warmUp * 1000,
    durationMs,
    binMs: durationMs / run.bins[length],
    coolDownMs: run.coolDown * 1000,
  };
}

function audit(name: string, { audit, cutShort }: Measurements): void {
  if (cutShort !== null) throw new Error(`${name}: more requests than the simulator can hold`);
  for (const { what, littlesLaw, flowBalance, overCapacity } of audit) {
    if (!(littlesLaw < LITTLES_LAW && flowBalance === 0 && overCapacity < LITTLES_LAW)) {
      throw new Error(`${name}: the audit of ${what} fails: ${littlesLaw}, ${flowBalance}, ${overCapacity}`);
    }
  }
}
