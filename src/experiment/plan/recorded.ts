/** What replications of a record are: the same path again, or another block of it each. */
import type { Model } from "../../model/language/model.js";
import { fileNameOf } from "../../model/source/paths.js";
import { isRecord } from "../../model/traffic/rate.js";
import type { RecordRate } from "../../model/traffic/record.js";
import type { StudyVariant } from "./study.js";

const recordsOf = ({ traffic }: Model): readonly RecordRate[] =>
  Object.values(traffic).flatMap(({ rate }) => (isRecord(rate) ? [rate] : []));

/** Whether every replication has the same arrivals: where nothing else is drawn, all are the same run. */
export const isOnePath = (model: Model): boolean =>
  Object.values(model.traffic).every(({ rate }) => isRecord(rate) && rate.blocks === 1);

/** The blocks that replications play one by one; null without any, or what is wrong with them. */
export function blocksIn(models: readonly Model[]): number | null | string {
  const all = [...new Set(models.flatMap((model) => recordsOf(model).map(({ blocks }) => blocks)))];
  if (all.length > 1) return `every record must have the same number of blocks, found ${all.join(" and ")}`;
  const [blocks = 1] = all;
  return blocks === 1 ? null : blocks;
}

/** What a reader must know of intervals beside a record. */
export function recordNotes(variants: readonly StudyVariant[]): readonly string[] {
  const files = new Set(
    variants.flatMap(({ model }) =>
      recordsOf(model).flatMap(({ record, blocks }) => (blocks === 1 ? [fileNameOf(record)] : [])),
    ),
  );
  return [...files].map(
    (file) =>
      `The requests of ${file} are one recorded path: intervals tell how what is drawn beside it varies, not how another day would differ. With \`blocks: 10\` its stretches tell that`,
  );
}

/** Said of a variant whose replications were all the same. */
export const onePathNote = (name: string): string =>
  `“${name}” has nothing drawn beside its record: one recorded path, so no interval. With \`blocks: 10\` its stretches give one`;
