/** The published library in a user's project: its types, a program of three lines, and a test that says what must hold. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { emptyFolder } from "./headroom.js";
import { install } from "./packed.js";

const SHOP = `defineModel({
  version: 1,
  traffic: { users: { rate: "400/s", to: "web.page" } },
  parts: { web: { type: "service", cores: 8, endpoints: { page: [{ cpu: "8ms" }] } } },
  objectives: { latency: "p(99) < 300ms" },
})`;

const PROGRAM = `import { defineModel, run, verdict, type Findings } from "headroom-sim";
const shop = ${SHOP};
const found: Findings = await run(shop, { replications: 3, duration: "20s", warmUp: "5s" });
console.log(verdict(found), found.variants[0].all.latencyMs.p99.value);
`;

const WRONG = `import { defineModel, run } from "headroom-sim";
const shop = ${SHOP.replace("cores", "coers")};
await run(shop, { replicas: 3 });
`;

const TEST = `import { defineModel, run, verdict } from "headroom-sim";
import { expect, it } from "vitest";
it.each([1, 2])("our shop holds 400/s, on %s threads", async (threads) => {
  expect(verdict(await run(${SHOP}, { threads, duration: "20s", warmUp: "5s" }))).toBe("met");
});
`;

const folder = (files: Record<string, string>): string => {
  const project = emptyFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  return project;
};
const MODULES = '{ "type": "module" }';

const settings = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true, // As `tsc --init` has it; without, it takes a minute.
  types: ["node"],
};

it("compiles in an empty project with types, whichever way modules are resolved, and runs", () => {
  const project = folder({ "package.json": MODULES, "shop.ts": PROGRAM, "wrong.ts": WRONG });
  install(project, "@types/node");
  const parsed = new Map<string, ts.SourceFile | undefined>(); // By both: parsing is what takes long.
  for (const [module, moduleResolution] of [
    [ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    [ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ] as const) {
    const options = { ...settings, outDir: join(project, "out"), module, moduleResolution };
    const host = ts.createCompilerHost(options);
    const { getSourceFile } = host;
    host.getCurrentDirectory = () => project;
    host.getSourceFile = (file, ...more) => {
      if (!file.includes("node_modules")) return getSourceFile(file, ...more);
      if (!parsed.has(file)) parsed.set(file, getSourceFile(file, ...more));
      return parsed.get(file);
    };
    const files = ["shop.ts", "wrong.ts"].map((name) => join(project, name));
    const program = ts.createProgram(files, options, host);
    const said = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => [
        file?.fileName.slice(project.length + 1),
        ts.flattenDiagnosticMessageText(messageText, "\n"),
      ]);
    expect(said.map(([file]) => file)).toEqual(["wrong.ts", "wrong.ts"]);
    expect(said.join("\n")).toMatch(/'coers' does not exist[\s\S]*'replicas' does not exist/);
    program.emit();
  }
  const { stdout, stderr } = spawnSync(process.execPath, ["out/shop.js"], { cwd: project, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^met \d/);
});

it("runs in a test of a user's repository, also on threads of its own, and leaves none open", () => {
  const project = folder({ "package.json": MODULES, "shop.test.ts": TEST });
  install(project, "vitest");
  const words = [join(project, "node_modules/vitest/vitest.mjs"), "run", "--pool", "threads"];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: "utf8" });
  expect(stdout + stderr).toContain("2 passed");
  expect(stdout + stderr).not.toMatch(/hanging|close timed out|Unhandled/);
  expect(status).toBe(0);
});

it("the program ends by itself: no thread is left", () => {
  const project = folder({
    "package.json": MODULES,
    "shop.js": PROGRAM.replace("type Findings", "").replace(": Findings", "").replace("{ repl", "{ threads: 2, repl"),
  });
  install(project);
  const { status, stdout } = spawnSync(process.execPath, ["shop.js"], {
    cwd: project,
    encoding: "utf8",
    timeout: 30_000,
  });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^met \d/)]);
});
