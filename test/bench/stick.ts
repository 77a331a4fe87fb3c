/** What the workloads are measured against: loops written by hand for the one topology, in C or in plain JavaScript. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainMmc } from "./plain.js";
import type { Workload } from "./workloads.js";

export interface Stick {
  readonly name: "C" | "JavaScript";
  readonly turn: (workload: Workload) => number; // ns of CPU a request.
  readonly remove: () => void;
}

const LOOPS = "test/reference";
const WARM_UP = "100000";
const REQUESTS = "2000000";

/** The loops of `test/reference`, if there is a compiler. */
function inC(): Stick | null {
  const folder = mkdtempSync(join(tmpdir(), "headroom-bench-"));
  const remove = () => rmSync(folder, { recursive: true });
  for (const name of ["mmc", "w3"]) {
    const flags = ["-O3", "-march=native", "-o", join(folder, name), join(LOOPS, `${name}.c`), "-lm"];
    const { error, status, stderr } = spawnSync("cc", flags, { encoding: "utf8" });
    if (error === undefined && status === 0) continue;
    remove();
    if (error === undefined) throw new Error(`cc cannot compile ${name}.c:\n${stderr}`);
    return null; // There is none.
  }
  const turn = ({ servers }: Workload) => {
    const [name, ...model] = servers === null ? ["w3"] : ["mmc", String(servers), String(0.9 * servers)];
    const said = execFileSync(join(folder, name!), [...model, WARM_UP, REQUESTS], { encoding: "utf8" });
    return (JSON.parse(said) as { nsPerRequest: number }).nsPerRequest;
  };
  return { name: "C", turn, remove };
}

/** M/M/c in JavaScript; W3, which it cannot say, is measured against that of W2. */
const inJavaScript: Stick = { name: "JavaScript", turn: ({ servers }) => plainMmc(servers ?? 16), remove() {} };

export const makeStick = (plain: boolean): Stick => (plain ? inJavaScript : (inC() ?? inJavaScript));
