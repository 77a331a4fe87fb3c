/** `--watch` runs a command again when what it reads was saved, and ends by Ctrl-C alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { emptyFolder, headroom, MAIN } from "./headroom.js";

const MODEL = `version: 1
traffic: { users: { rate: { trace: load.csv }, to: web.page } }
parts:
  web: { type: service, cores: 1, threads: 4, endpoints: { page: [{ cpu: 10ms }] } }
`;
const LOAD = "2026-01-01T00:00:00,600\n2026-01-01T00:01:00,600\n";

interface Watched {
  readonly child: ChildProcess;
  /** What was said since this was last asked, once there is this in it. */
  readonly until: (text: string) => Promise<string>;
}

function watching(folder: string, words: readonly string[]): Watched {
  const child = spawn(process.execPath, [MAIN, ...words, "--watch"], { cwd: folder });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  return {
    child,
    async until(text) {
      for (let tries = 0; !said.includes(text); tries++) {
        if (tries > 2000 || child.exitCode !== null) throw new Error(`never said "${text}", but:\n${said}`);
        await setTimeout(10);
      }
      const all = said;
      said = "";
      return all;
    },
  };
}

it("runs again when the model, what it extends or its recording was saved; a mistake waits for the next save", async () => {
  const folder = emptyFolder();
  const save = (name: string, text: string): void => {
    writeFileSync(join(folder, `${name}~`), text);
    renameSync(join(folder, `${name}~`), join(folder, name)); // As editors do.
  };
  save("base.yaml", MODEL);
  save("load.csv", LOAD);
  save("shop.yaml", "extends: base.yaml\n");
  const { child, until } = watching(folder, ["check", "shop.yaml"]);
  const first = await until("Ctrl-C ends.\n");
  expect(first).toMatch(/web cores +10%/);
  expect(first).toContain("Watching shop.yaml, base.yaml and load.csv: a change runs it again");
  save("load.csv", LOAD.replaceAll("600", "1200"));
  expect(await until("Ctrl-C ends.\n")).toMatch(/^\nload.csv changed:\n[\s\S]*web cores +20%/);
  save("base.yaml", MODEL.replace("cores: 1", "coers: 1"));
  expect(await until("Ctrl-C ends.\n")).toMatch(/base\.yaml:4:\d+: error: [\s\S]*did you mean "cores"/);
  writeFileSync(join(folder, "base.yaml"), MODEL.replace("cores: 1", "cores: 2"));
  expect(await until("Ctrl-C ends.\n")).toMatch(/^\nbase.yaml changed:\n[\s\S]*web cores +10%/);
  const ended = once(child, "close");
  child.kill("SIGINT");
  expect((await ended)[0]).toBe(130);
});

it("a save ends the run under way, and Ctrl-C too", async () => {
  const folder = emptyFolder();
  const path = join(folder, "shop.yaml");
  const endless = MODEL.replace("{ trace: load.csv }", "50/s");
  writeFileSync(path, endless);
  const { child, until } = watching(folder, ["run", "shop.yaml", "--duration", "100h", "--threads", "1", "--no-cache"]);
  await setTimeout(500);
  writeFileSync(path, `${endless}nothing: 1\n`);
  await until("Ctrl-C ends.\n");
  writeFileSync(path, endless);
  await until("shop.yaml changed:\n");
  await setTimeout(500);
  const ended = once(child, "close");
  child.kill("SIGINT");
  expect((await ended)[0]).toBe(130);
});

it("a usage error ends at once, and standard input is no file", () => {
  const run = (...words: string[]) => headroom(["run", ...words, "--watch"], { input: "" });
  expect(run("x.yaml", "--seeed", "1").code).toBe(2);
  expect([run("-").code, run("-").stderr]).toEqual([2, "error: --watch looks at files, and standard input is none\n"]);
});
