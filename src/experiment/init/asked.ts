/** What `headroom init` asks: on a terminal, or by a flag. It loads nothing, since `--help` shows it too. */
import { SHAPES } from "./shapes.js";

export interface Answers {
  readonly shape: readonly string[]; // Keys of SHAPES.
  readonly peak: number; // Requests a second.
  readonly p50: number; // [ms] of an answer, at that peak.
  readonly p99: number; // [ms]
  readonly nodes: number;
  readonly cores: number; // Of each node.
  readonly busy: number; // Share of all of them that is in use at that peak.
  readonly threads: number; // Of each node.
  readonly pool: number; // Connections of each node.
  readonly dbCores: number;
  readonly writes: number; // Share of the requests.
  readonly errors: number; // Share of the requests.
}

export type Key = keyof Answers;
export type Given = { readonly [K in Key]?: Answers[K] };

export interface Asked {
  readonly flag: string;
  readonly help: string;
  readonly asks: string | null; // Null: only by its flag.
  readonly matters: string; // Of a guess, how much it matters.
}

/** In this order. */
export const ASKED: { readonly [K in Key]: Asked } = {
  shape: {
    flag: "--shape <stages>",
    help: `what the system has, with commas: ${Object.keys(SHAPES).join(", ")}`,
    asks: "What does the system have?",
    matters: "what is not there cannot give",
  },
  peak: {
    flag: "--peak <rate>",
    help: "requests in the busiest minute, such as 900/s or 20k/min",
    asks: "How many requests come at the busiest time, such as 900/s or 20k/min?",
    matters: "matters most",
  },
  p50: {
    flag: "--p50 <time>",
    help: "the median time of an answer at that peak, such as 20ms",
    asks: "What is the median time of an answer at that peak, such as 20ms?",
    matters: "matters much: all work is fitted to it",
  },
  p99: {
    flag: "--p99 <time>",
    help: "the 99th percentile of that, such as 200ms",
    asks: "And its 99th percentile, such as 200ms?",
    matters: "matters much: the spread of all work is fitted to it",
  },
  nodes: {
    flag: "--nodes <n>",
    help: "machines, pods or processes that serve requests",
    asks: "How many nodes (machines, pods) serve requests?",
    matters: "matters much",
  },
  cores: {
    flag: "--cores <n>",
    help: "cores of each node",
    asks: "How many cores has each?",
    matters: "matters much",
  },
  busy: {
    flag: "--busy <share>",
    help: "how busy the cores of the nodes are at that peak, such as 55%",
    asks: "How busy are those cores at the busiest time, such as 55%?",
    matters: "matters much: it says when the cores give; look at your metrics",
  },
  threads: {
    flag: "--threads <n>",
    help: "requests that a node serves at once",
    asks: null,
    matters: "matters once something behind it slows down",
  },
  pool: {
    flag: "--pool <n>",
    help: "connections to the database of each node",
    asks: "How many connections to the database has the pool of each node?",
    matters: "matters much: a pool that is full makes all wait",
  },
  dbCores: {
    flag: "--db-cores <n>",
    help: "cores of the database",
    asks: "How many cores has the database?",
    matters: "matters much",
  },
  writes: {
    flag: "--writes <share>",
    help: "share of the requests that write",
    asks: null,
    matters: "matters with replicas, caches and queues",
  },
  errors: {
    flag: "--errors <share>",
    help: "share of the requests that fail today, such as 0.1%",
    asks: "What share of the requests fails today, such as 0.1%?",
    matters: "matters little",
  },
};

export const KEYS = Object.keys(ASKED) as readonly Key[];

/** As it is typed: "db-cores". */
export const flagName = (key: Key): string => /^--([\w-]+)/.exec(ASKED[key].flag)![1]!;
