/** What a part has in few words, for the picture of the model. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import { writeDuration } from "../../language/values/index.js";

/** Those that say something. */
export const facts = (...said: readonly (string | null | undefined | false)[]): readonly string[] =>
  said.filter((each): each is string => typeof each === "string" && each !== "");

const short = (value: number): string => String(Number(value.toPrecision(3)));
const SCALES = [
  [1e9, "G"],
  [1e6, "M"],
  [1e4, "k"], // 1,500 stays as it is.
] as const;

/** "64", "1,500", "20k". */
export function amount(value: number): string {
  const [from, prefix] = SCALES.find(([least]) => value >= least) ?? [1, ""];
  if (prefix === "") return value < 1000 ? short(value) : Math.round(value).toLocaleString("en-US");
  return `${short(value / (prefix === "k" ? 1000 : from))}${prefix}`;
}

/** "64 threads", "1 worker"; null where there is no limit, or none. */
export const many = (value: number | undefined, one: string, more = `${one}s`): string | null =>
  value === undefined || !Number.isFinite(value) || value === 0 ? null : `${amount(value)} ${value === 1 ? one : more}`;

/** "2 × 4 cores"; of one instance "4 cores"; without a limit of cores "2 instances". */
export const timesEach = (copies: number, cores: number | undefined, copy: string): string | null => {
  if (copies === 1) return many(cores, "core");
  return cores === undefined || !Number.isFinite(cores)
    ? many(copies, copy)
    : `${amount(copies)} × ${many(cores, "core")}`;
};

/** "90%". */
export const percentage = (value: number): string => `${short(value * 100)}%`;

/** "32MB". */
export const bytes = (value: number): string => `${amount(value)}B`;

/** Its mean, in three digits: "40ms". */
export const mean = (time: DistributionSpec): string => writeDuration(Number(meanOf(time).toPrecision(3)));
