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
        .describe("How long an instance is out the first time; n times as long the nth time in a row"),
      longest: duration({ above: 0, fixed: "the longest time is fixed" })
        .optional()
        .describe("The longest that an instance is out; 5min if not given, or `for` if that is longer"),
      every: duration({ min: 1, fixed: "it looks at a fixed pace" })
        .prefault("10s")
        .describe("How often it brings back instances whose time is over, and compares them"),
      most: percent({ above: 0 })
        .prefault("10%")
        .describe("When this share of the instances is out, no further one is put out; one always may be"),
      "success-rate": z
        .strictObject({
          deviations: number({ above: 0 })
            .prefault(1.9)
            .describe("How many standard deviations below the mean put an instance out"),
          requests: count({ min: 1 })
            .prefault(100)
            .describe("Requests that an instance must have had since the last look, to be compared"),
          instances: count({ min: 2 }).prefault(5).describe("How many instances must have had that many"),
        })
        .optional()
        .describe("Also puts out instances whose share of good answers is far below the mean of all"),
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
