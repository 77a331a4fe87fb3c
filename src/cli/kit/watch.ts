/**
 * `--watch`: runs the command again whenever a file that it read was saved. Each time in a process of its own, which a
 * change ends at once, and whose mistakes are told as usual.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { type FSWatcher, statSync, watch as watchFolder } from "node:fs";
import { dirname } from "node:path";
import { list } from "../../charts/kit/words.js";
import { EXIT } from "./exit.js";
import { WATCHED } from "./files.js";
import { stderr, stdout } from "./terminals.js";

const FLAG = "--watch";
const QUIET_MS = 100; // An editor writes a file in several steps.
const POLL_MS = 1000; // For folders whose changes the system does not tell, as of some containers.
const NAMED = 3;
const CLEAR = "\x1b[2J\x1b[H";

/** @param words of the command line @returns never: Ctrl-C ends it, or a command that reads nothing */
export function watch(words: readonly string[]): Promise<never> {
  const again = words.filter((word, i) => word !== FLAG || words.slice(0, i).includes("--"));
  return new Promise(() => new Watching(again).start());
}

class Watching {
  readonly #words: readonly string[];
  readonly #stamps = new Map<string, string>(); // Of each file that was read, when it was.
  readonly #folders = new Map<string, FSWatcher>();
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  start(): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => this.#end());
    setInterval(() => this.#look(), POLL_MS);
    this.#run();
  }

  #run(): void {
    this.#stamps.clear();
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...this.#words], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...process.env, [WATCHED]: "1" },
    });
    this.#child = child;
    child.on("message", (path: string) => {
      if (this.#child === child) this.#wasRead(path);
    });
    child.on("close", (code) => {
      if (this.#child !== child) return; // A change ended it, and another runs.
      this.#child = null;
      if (this.#stamps.size === 0) process.exit(code ?? EXIT.bug);
      stderr.write(`\nWatching ${this.#names()}: a change runs it again, Ctrl-C ends.\n`);
    });
  }

  #wasRead(path: string): void {
    if (!this.#stamps.has(path)) this.#stamps.set(path, stampOf(path));
    const folder = dirname(path);
    if (this.#folders.has(folder)) return;
    try {
      const watcher = watchFolder(folder, () => this.#look());
      watcher.on("error", () => watcher.close());
      this.#folders.set(folder, watcher);
    } catch {
      // Looked at from time to time all the same.
    }
  }

  /** Runs again once nothing has changed any more for a moment. */
  #look(): void {
    const now = this.#changed();
    if (now.length === 0 || this.#timer !== null) return;
    const stamps = now.map(stampOf).join();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const changed = this.#changed();
      if (changed.map(stampOf).join() === stamps) this.#again(changed);
      else this.#look();
    }, QUIET_MS);
  }

  #again(changed: readonly string[]): void {
    const child = this.#child;
    this.#child = null;
    child?.kill("SIGKILL"); // What it writes is there whole or not at all.
    if (stdout.animated) stdout.write(CLEAR);
    else stderr.write(`\n${list(changed)} changed:\n`);
    this.#run();
  }

  #changed(): string[] {
    return [...this.#stamps].flatMap(([path, stamp]) => (stampOf(path) === stamp ? [] : [path]));
  }

  /** The command hears Ctrl-C on a terminal too, and says what it has kept. */
  #end(): void {
    const child = this.#child;
    this.#child = null;
    const exit = (): never => process.exit(EXIT.interrupted);
    if (child === null) exit();
    child?.on("close", exit);
    child?.kill("SIGINT");
  }

  #names(): string {
    const paths = [...this.#stamps.keys()];
    const more = paths.length - NAMED;
    return more > 0 ? `${paths.slice(0, NAMED).join(", ")} and ${more} more` : list(paths);
  }
}

/** Changes when the file does; of none, that there is none. */
function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "none" : [found.ino, found.size, found.mtimeMs].join(" ");
}
