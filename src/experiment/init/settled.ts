/** Answers with a guess for each that is missing, and what in them cannot be. */

import { type Answers, ASKED, type Given, KEYS, type Key } from "./asked.js";
import { meanOf, shortDuration } from "./lognormal.js";
import { QUESTIONS, written } from "./questions.js";
import { contradictions, SHAPES } from "./shapes.js";

/** An endpoint, and the times of its answers that the model is to have. */
export interface Endpoint {
  readonly name: string; // Fit for a model file.
  readonly group: string; // Endpoints of which only the times of all together are known.
  readonly share: number;
  readonly isWrite: boolean;
  readonly p50: number; // [ms]
  readonly p99: number; // [ms]
  readonly remark?: string; // Where it comes from.
}

export interface Settled extends Answers {
  readonly assumed: ReadonlySet<Key>;
  readonly endpoints: readonly Endpoint[];
  readonly reads: readonly string[]; // Endpoints that only read; all, if none does.
  readonly workers: number; // Of a queue; as the fit finds.
  readonly has: { readonly [shape: string]: boolean };
  /** A remark on a value: that it was answered, or what a guess means. */
  note(key: Key): string;
}

export interface Settling {
  readonly settled: Settled | null;
  readonly mistakes: readonly string[];
}

/**
 * @param endpoints as a recording has them; otherwise one that reads and one that writes
 * @param recorded what a recording tells, where no answer was given
 */
export function settle(given: Given, endpoints: readonly Endpoint[] | null, recorded: Given = {}): Settling {
  const mistakes = given.shape === undefined ? [] : contradictions(given.shape);
  const told = { ...recorded, ...given };
  let all: Given = told;
  for (const key of KEYS) all = { ...all, [key]: told[key] ?? QUESTIONS[key].guess(all) };
  const answers = all as Answers;
  const assumed = new Set(KEYS.filter((key) => told[key] === undefined));
  mistakes.push(...impossible(given, answers));
  if (mistakes.length > 0) return { settled: null, mistakes };
  const shape = withNeeded(answers, given);
  const found = endpoints ?? usual(answers);
  const reads = found.filter(({ isWrite }) => !isWrite).map(({ name }) => name);
  const settled: Settled = {
    ...answers,
    shape,
    assumed,
    endpoints: found,
    reads: reads.length > 0 ? reads : found.map(({ name }) => name),
    workers: 1,
    has: Object.fromEntries(Object.keys(SHAPES).map((name) => [name, shape.includes(name)])),
    note: (key) => {
      if (assumed.has(key)) return `assumed; ${ASKED[key].matters}`;
      return given[key] === undefined ? "from the recording" : "your answer";
    },
  };
  return { settled, mistakes };
}

/** What several nodes, or a size of the pool, say of the shape. */
function withNeeded({ shape }: Answers, { nodes, pool }: Given): readonly string[] {
  const also: string[] = [];
  if (nodes !== undefined && nodes > 1) also.push("instances");
  if (pool !== undefined && !shape.some((name) => SHAPES[name]?.takesPool)) also.push("pool");
  return [...new Set([...shape, ...also])];
}

function impossible(given: Given, answers: Answers): string[] {
  const { shape, p50, p99, peak, nodes, cores, busy, pool } = answers;
  const said: string[] = [];
  const write = (key: Key): string => written(key, answers);
  if (p99 < p50)
    said.push(
      `--p99 ${write("p99")} is less than --p50 ${write("p50")}: 99 of 100 answers cannot be faster than half of them`,
    );
  else if (p99 > MOST_TIMES * p50)
    said.push(
      `--p99 ${write("p99")} is more than ${MOST_TIMES} times --p50 ${write("p50")}: two kinds of requests, which a model must tell apart; give the p99 of the usual kind`,
    );
  if (shape.includes("one-machine") && nodes > 1)
    said.push(`--nodes ${nodes} is not one machine: leave out one-machine, or say --nodes 1`);
  if (pool * nodes > CONNECTIONS_AT_MOST)
    said.push(`--pool ${pool} on ${nodes} nodes are ${pool * nodes} connections; ${CONNECTIONS_AT_MOST} are the most`);
  const workMs = (busy * nodes * cores * 1000) / peak;
  const meanMs = meanOf(p50, p99);
  if (given.busy !== undefined && p99 >= p50 && workMs > WORK_AT_MOST * meanMs)
    said.push(
      `--busy ${write("busy")} of ${nodes * cores} cores at ${write("peak")} is ${shortDuration(workMs)} of work for each request, but an answer takes ${shortDuration(meanMs)} on average: is the peak too low, or are the cores busy with something else?`,
    );
  return said;
}

const MOST_TIMES = 100;
const CONNECTIONS_AT_MOST = 400_000;
const WORK_AT_MOST = 0.95; // Of the mean.

/** One that reads and one that writes, which take equally long, since only the times of all are known. */
function usual({ writes, p50, p99 }: Answers): readonly Endpoint[] {
  const all = [
    { name: "read", group: "all", share: 1 - writes, isWrite: false, p50, p99 },
    { name: "write", group: "all", share: writes, isWrite: true, p50, p99 },
  ];
  return all.filter(({ share }) => share > 0);
}
