/** Reads recordings of any known format, plain or gzipped, line by line. */
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createGunzip, gunzipSync } from "node:zlib";
import { safeText } from "../../../text/safe-text.js";
import { accessLog } from "./access-log.js";
import type { Hints, LineFormat, LineReader, Summary, SummaryFormat } from "./format.js";
import { jsonLines } from "./json-lines.js";
import { k6Summary } from "./k6-summary.js";
import { table } from "./table.js";
import { Tally } from "./tally.js";
import { vegetaReport } from "./vegeta-report.js";

/** A new one is a line here. */
const LINE_FORMATS: readonly LineFormat[] = [accessLog, jsonLines, table];
const SUMMARIES: readonly SummaryFormat[] = [k6Summary, vegetaReport];

export interface Recording {
  readonly tally: Tally;
  readonly summaries: readonly Summary[];
  readonly files: readonly ReadFile[];
}

export interface ReadFile {
  readonly path: string;
  readonly format: string;
  readonly lines: number; // That tell of a request.
  readonly malformed: readonly string[]; // The first of them, with the number of the line and why.
  readonly malformedCount: number;
  readonly guesses: readonly string[];
}

const HEAD_LINES = 200;
const SHOWN = 3;
const LONGEST_LINE = 1_000_000;
const LARGEST_SUMMARY = 20_000_000; // Bytes.

/** @throws Unreadable, with a sentence for the user */
export async function readRecording(paths: readonly string[], hints: Hints): Promise<Recording> {
  const tally = new Tally();
  const summaries: Summary[] = [];
  const files: ReadFile[] = [];
  for (const path of paths) {
    const summed = await summaryIn(path);
    if (summed === null) files.push(await readLines(path, hints, tally));
    else {
      summaries.push(summed.summary);
      files.push({
        path,
        format: summed.format,
        lines: summed.summary.requests,
        malformed: [],
        malformedCount: 0,
        guesses: [],
      });
    }
  }
  return { tally, summaries, files };
}

export class Unreadable extends Error {}

async function readLines(path: string, hints: Hints, tally: Tally): Promise<ReadFile> {
  const head: string[] = [];
  let known: { name: string; reader: LineReader } | null = null;
  let [line, lines, malformedCount] = [0, 0, 0];
  const malformed: string[] = [];
  const take = (text: string): void => {
    line++;
    if (text.trim() === "") return;
    const seen = text.length > LONGEST_LINE ? "the line is too long" : known!.reader.read(text);
    if (seen === null) return;
    if (typeof seen === "string") {
      if (malformedCount++ < SHOWN)
        malformed.push(`${line}: ${safeText(seen).slice(0, 80)}: ${safeText(text.slice(0, 60))}`);
    } else {
      lines++;
      tally.add(seen);
    }
  };
  const begin = (): void => {
    known = detect(
      path,
      head.filter((text) => text.trim() !== ""),
      hints,
    );
    for (const text of head.splice(0)) take(text);
  };
  for await (const texts of linesOf(path))
    for (const text of texts) {
      if (known === null) {
        head.push(text);
        if (head.length >= HEAD_LINES) begin();
      } else take(text);
    }
  if (known === null) begin();
  if (lines === 0)
    throw new Unreadable(
      `${path}: no line could be read as ${known!.name}; the first is line ${malformed[0] ?? "none"}`,
    );
  return { path, format: known!.name, lines, malformed, malformedCount, guesses: known!.reader.guesses };
}

/** The format that is surest of its first lines. @throws Unreadable */
function detect(path: string, head: readonly string[], hints: Hints): { name: string; reader: LineReader } {
  if (head.length === 0) throw new Unreadable(`${path} is empty`);
  const found = LINE_FORMATS.flatMap(({ name, reader }) => {
    const made = reader(head, hints);
    return made === null ? [] : [{ name, ...made }];
  }).sort((a, b) => b.sure - a.sure);
  if (found[0] !== undefined && found[0].sure > 0.05) return found[0];
  const known = [...LINE_FORMATS, ...SUMMARIES].map(({ name }) => name).join(", ");
  const binary = head[0]!.includes("\0") ? ". It is no text: results of vegeta become text by `vegeta encode`" : "";
  throw new Unreadable(
    `${path} is in no format that is known (${known}); it begins with: ${safeText(head[0]!.slice(0, 60))}${binary}`,
  );
}

/** A document that begins with a brace and is one object. */
async function summaryIn(path: string): Promise<{ format: string; summary: Summary } | null> {
  const start = firstBytes(path, 4096);
  if (!isGzip(start) && !/^\uFEFF?\s*\{/.test(start.toString("utf8"))) return null;
  const bytes = await readWhole(path);
  if (bytes === null) return null;
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    return null; // Many objects, one a line, perhaps.
  }
  if (typeof document !== "object" || document === null) return null;
  for (const { name, read } of SUMMARIES) {
    const summary = read(document as Record<string, unknown>);
    if (summary !== null) return { format: name, summary };
  }
  return null;
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function readWhole(path: string): Promise<Buffer | null> {
  const bytes = await readFile(path);
  if (bytes.length > LARGEST_SUMMARY) return null;
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_SUMMARY });
  } catch {
    return null; // Larger, or broken, which reading it by lines will tell.
  }
}

function firstBytes(path: string, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  const file = openSync(path, "r");
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, count, 0));
  } finally {
    closeSync(file);
  }
}

/** @throws Unreadable if a gzipped file is broken */
async function* linesOf(path: string): AsyncGenerator<readonly string[]> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const stream = isGzip(firstBytes(path, 2)) ? file.pipe(createGunzip()) : file;
  file.on("error", (problem) => stream.destroy(problem));
  stream.setEncoding("utf8");
  let rest = "";
  let isFirst = true;
  try {
    for await (const chunk of stream) {
      const texts = (rest + (isFirst ? String(chunk).replace(/^\uFEFF/, "") : chunk)).split(/\r?\n/);
      isFirst = false;
      rest = texts.pop()!;
      if (rest.length > 4 * LONGEST_LINE) rest = rest.slice(0, 2 * LONGEST_LINE); // Without an end: told as too long.
      yield texts;
    }
  } catch (problem) {
    if (stream === file || !(problem instanceof Error) || "syscall" in problem) throw problem;
    throw new Unreadable(`${path} cannot be unpacked: ${problem.message}`);
  }
  if (rest !== "") yield [rest];
}
