/** Instances that get no requests for a while, since their answers fail. */
import { z } from "zod";
import { OutlierEjection } from "../../../components/faults/outlier-ejection.js";
import type { Rotation } from "../../../components/service/rotation.js";
import { sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import type { PartFigure } from "../../language/kinds.js";
import { count, countOrUnlimited, duration, number, percent } from "../../language/values/index.js";
import type { Assembly } from "../../wiring/assembly.js";

export const ejectOption = () =>
  z
    .strictObject({
      failures: countOrUnlimited({ min: 1 })
        .prefault(5)
        .describe("Answers in a row that fail, after which an instance gets no more requests"),
      for: duration({ above: 0, fixed: "the base time is the same each time" })
        .prefault("30s")
        .describe("How long, the first time; the second time in a row twice as long, and so on"),
      longest: duration({ above: 0, fixed: "the longest time is fixed" })
        .optional()
        .describe("How long at most, however often; 5 min if not given, or `for` where that is longer"),
      every: duration({ min: 1, fixed: "it looks at a fixed pace" })
        .prefault("10s")
        .describe("How often it looks whose time is over, and compares the instances"),
      most: percent({ above: 0 })
        .prefault("10%")
        .describe("Share of the instances from which on no other is put out; one always may be"),
      "success-rate": z
        .strictObject({
          deviations: number({ above: 0 })
            .prefault(1.9)
            .describe("Standard deviations below the mean of all, at which an instance is put out"),
          requests: count({ min: 1 }).prefault(100).describe("That it must have had since the last look"),
          instances: count({ min: 2 }).prefault(5).describe("How many instances must have had so many"),
        })
        .optional()
        .describe("Compares the shares of good answers as well"),
    })
    .describe(
      "Instances whose answers fail get no requests for a while, as by Envoy's outlier detection; a caller that stops waiting, by `timeout`, is not seen",
    );

const LONGEST_MS = 300_000;

type Eject = z.output<ReturnType<typeof ejectOption>>;

export const EJECTED: PartFigure = {
  name: "ejected",
  measure: "ejected",
  unit: "1",
  goal: "neither",
  summary: "Share of their time that instances get no requests because their answers failed, by `eject`",
};

/** @returns null where answers are not looked at, or there is no other instance */
export function buildEjection(
  { simulation, streams }: Assembly,
  name: string,
  instances: number,
  rotation: Rotation | null,
  eject: Eject | undefined,
): OutlierEjection | null {
  if (eject === undefined || rotation === null) return null;
  const {
    failures,
    for: forMs,
    longest: longestMs = Math.max(LONGEST_MS, forMs),
    every: everyMs,
    most,
    "success-rate": successRate = null,
  } = eject;
  const rules = { failures, forMs, longestMs, everyMs, most, successRate };
  const firstMs = streams.named(`eject:${name}`).uniform(0, 0) * everyMs;
  return new OutlierEjection(simulation, instances, rotation, rules, firstMs);
}

export function checkEject(sense: Sense, at: Path, eject: Eject | undefined, instances: number): void {
  if (eject === undefined) return;
  const path = [...at, "eject"];
  const { failures, for: base, longest, "success-rate": rates } = eject;
  sayIdle(sense, at, [["eject", instances === 1, "there is one instance", "instances"]]);
  if (longest !== undefined && longest < base) sense.error([...path, "longest"], "shorter than the first time, `for`");
  if (failures === Number.POSITIVE_INFINITY && rates === undefined)
    sense.error([...path, "failures"], "it looks at nothing", "give a number of failures, or `success-rate: {}`");
  if (rates !== undefined && rates.instances > instances)
    sense.error([...path, "success-rate", "instances"], `there are only ${instances}`);
}
