/** Reads the records of requests that a model's traffic names. */
import { nearest } from "../../../text/nearest.js";
import { partKindOf } from "../../language/catalogue.js";
import type { Model } from "../../language/model.js";
import { isRecord } from "../../traffic/rate.js";
import type { RecordedRequests, RecordRate } from "../../traffic/record.js";
import { findWork } from "../../traffic/recorded-work.js";
import type { Traffic } from "../../traffic/traffic.js";
import { type Diagnostic, didYouMean, error, listed } from "../diagnostics.js";
import { type Files, problemReading } from "../files.js";
import type { Source } from "../load.js";
import { resolveFrom } from "../paths.js";
import { type ReadRecord, readRecord } from "./read-record.js";
import { Hash } from "./shared.js";

export interface ReadRecords {
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
}

export function readRecords(model: Model, locate: Source["locate"], files: Files): ReadRecords {
  const diagnostics: Diagnostic[] = [];
  const traffic = Object.entries(model.traffic).map(([name, source]): [string, Traffic] => {
    const { rate } = source;
    if (!isRecord(rate)) return [name, source];
    const at = (...key: readonly string[]) => locate(["traffic", name, "requests", ...key]);
    const path = resolveFrom(at("from")?.file ?? "", rate.record);
    const refuse = (message: string, key: readonly string[], hint: string | null = null): void =>
      void diagnostics.push(error(message, at(...key), hint));
    for (const of of Object.keys(rate.work)) {
      const found = findWork(model, of);
      if ("problem" in found) refuse(found.problem, ["work", of], found.hint);
    }
    const { rows, lineOf, said } = readOnce(path, rate, files);
    for (const { severity, message, key, hint } of said)
      diagnostics.push({ severity, message, location: at(...key), ...(hint === null ? {} : { hint }) });
    for (const of of Object.keys(rate.key)) {
      const near = nearest(of, Object.keys(model.data));
      const hint = near === null ? `write \`data: { ${of}: { keys: … } }\`` : didYouMean(near);
      if (!Object.hasOwn(model.data, of)) refuse(`there are no data named "${of}"`, ["key", of], hint);
    }
    if (rows === null) return [name, source];
    for (const [of, { count }] of Object.entries(rows.keys)) {
      const most = model.data[of]?.keys ?? count;
      if (count > most)
        refuse(
          `"${path}" names ${count} keys, and \`${of}\` has ${most}`,
          ["key", of],
          `write \`data: { ${of}: { keys: ${count} } }\`, or more`,
        );
    }
    for (const { target, line, hint } of unknownTargets(model, rows, lineOf))
      refuse(`${path}:${line}: there is no endpoint "${target}"`, ["to"], hint);
    const mix = rate.to === undefined ? source.mix : sharesOf(rows);
    return [name, { ...source, mix, rate: { ...rate, rows } }];
  });
  return { model: { ...model, traffic: Object.fromEntries(traffic) }, diagnostics };
}

const KEPT = 4;
const kept: { readonly key: string; readonly read: ReadRecord }[] = []; // Every variant asks again.

function readOnce(path: string, rate: RecordRate, files: Files): ReadRecord {
  const problem = problemReading(files, path);
  const text = files.read(path) ?? "";
  if (problem !== null || text.includes("\0")) {
    const message = problem ?? `"${path}" is no text`;
    return { rows: null, lineOf: [], said: [{ severity: "error", message, key: ["from"], hint: null }] };
  }
  const { at, to, work, key, since, until } = rate;
  const own = JSON.stringify([path, at, to, work, key, since, until]);
  const hash = new Hash().add(own).add(text).text;
  const known = kept.find((each) => each.key === hash)?.read;
  if (known !== undefined) return known;
  const read = readRecord(text, path, rate);
  kept.unshift({ key: hash, read });
  kept.length = Math.min(kept.length, KEPT);
  return read;
}

function sharesOf({ targets, target, count }: RecordedRequests): Record<string, number> {
  const times = targets.map(() => 0);
  for (const each of target) times[each]!++;
  return Object.fromEntries(targets.flatMap((name, i) => (times[i] === 0 ? [] : [[name, times[i]! / count]])));
}

function unknownTargets(model: Model, { targets }: RecordedRequests, lineOf: readonly number[]) {
  const known = Object.entries(model.parts).flatMap(([part, options]) =>
    (partKindOf(options)?.entries?.(options as never) ?? []).map(({ name }) => `${part}.${name}`),
  );
  return targets.flatMap((target, i) => {
    if (known.includes(target)) return [];
    const near = nearest(target, known);
    const hint = near === null ? `write ${listed(known)}` : didYouMean(near);
    return [{ target, line: lineOf[i], hint }];
  });
}
