/** The programs that are compared: how each is started, and whether it is installed. */
import { execFileSync, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import type { Question } from "./questions.js";

export interface Program {
  readonly name: string;
  readonly lengths: readonly [short: number, long: number]; // Requests: what the difference of is per request.
  readonly command: (question: Question, requests: number, seed: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly meanOf: (printed: string) => number; // s.
}

const HERE = "test/bench/peers";
/** Of the npm registry; not dependencies, so installed into a temporary folder. */
export const npmPeers = ["simjs@2.0.3", "simscript@1.0.37"];

export const headroom = (requests: number, out: string): Program => ({
  name: "Headroom",
  lengths: [requests, 10 * requests], // It is too fast for less.
  command: ({ file, rate }, n, seed) => {
    const options = ["--json", "--no-cache", "--threads", "1", "--replications", "1", "--warm-up", "0s", "--out", out];
    const run = ["dist/main.cjs", "run", file, "--duration", `${Math.round((1000 * n) / rate)}ms`];
    return [process.execPath, ...run, "--seed", String(seed), ...options];
  },
  meanOf: (printed) => {
    const { variants } = JSON.parse(printed) as { variants: { all: { latencyMs: { mean: { value: number } } } }[] };
    return variants[0]!.all.latencyMs.mean.value / 1000;
  },
});

/** @returns the peers that are here, and the names of those that are not */
export function findPeers(requests: number, modules: string): { found: Program[]; missing: string[] } {
  const usual: Program["lengths"] = [requests / 4, requests];
  const python = ["python3", "/usr/bin/python3"].find((path) => simpyOf(path) !== null);
  const place = python === undefined ? null : dirname(dirname(simpyOf(python)!));
  const places: Record<string, string>[] = place === null ? [{}] : [{}, { PYTHONPATH: place }];
  const pypyEnv = places.find((env) => simpyOf("pypy3", env) !== null);
  const all: (Program | string)[] = [
    python === undefined ? "SimPy on CPython" : peer("SimPy on CPython", usual, [python, `${HERE}/queues.py`]),
    pypyEnv === undefined ? "SimPy on PyPy" : peer("SimPy on PyPy", usual, ["pypy3", `${HERE}/queues.py`], pypyEnv),
    inNode("SimJS", "simjs", usual, modules),
    inNode("SimScript", "simscript", [requests / 10, requests / 4], modules), // Slower than the others.
  ];
  return {
    found: all.filter((one) => typeof one !== "string"),
    missing: all.filter((one) => typeof one === "string"),
  };
}

function inNode(name: string, module: string, lengths: Program["lengths"], modules: string): Program | string {
  const env = { NODE_PATH: modules };
  const { status } = spawnSync(process.execPath, ["-p", `require.resolve("${module}")`], { env });
  return status === 0 ? peer(name, lengths, [process.execPath, `${HERE}/${module}.cjs`], env) : name;
}

const peer = (name: string, lengths: Program["lengths"], start: readonly string[], env = {}): Program => ({
  name,
  lengths,
  command: (question, requests, seed) => [...start, question.name, String(requests), String(seed)],
  env,
  meanOf: Number,
});

/** @returns where this Python has SimPy; null if it has none */
function simpyOf(python: string, env: Readonly<Record<string, string>> = {}): string | null {
  try {
    const options = { encoding: "utf8", stdio: "pipe", env: { ...process.env, ...env } } as const;
    return execFileSync(python, ["-c", "import simpy; print(simpy.__file__)"], options).trim();
  } catch {
    return null;
  }
}
