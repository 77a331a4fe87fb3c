/** The house of DESIGN.md §1, as a test: each rule names the files and lines that break it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { expect, it } from "vitest";
import { PART_KINDS, STEP_KINDS } from "../src/model/language/catalogue.js";

const mayImport: Record<string, readonly string[]> = {
  mathematics: [], // Special functions and distributions: engine and analysis stand on the same ones.
  text: [],
  engine: ["mathematics"],
  components: ["engine"],
  model: ["components", "engine", "mathematics", "text"],
  analysis: ["mathematics", "text"],
  experiment: ["model", "analysis", "engine", "text"], // Of the engine only types, see below.
  charts: ["analysis", "text"],
  report: ["charts", "analysis", "text"],
  cli: ["report", "charts", "experiment", "analysis", "model", "text"],
  lab: ["report", "charts", "experiment", "analysis", "model", "text"],
  library: ["experiment", "analysis", "model", "text"],
};
const packages: Record<string, readonly string[]> = {
  mathematics: [],
  text: ["string-width", "wrap-ansi"],
  engine: ["seedrandom"],
  components: [],
  model: ["csv-parse/sync", "picocolors", "yaml", "zod"],
  analysis: ["zod"], // Findings are schemas.
  charts: ["@dagrejs/dagre", "d3", "preact", "preact-render-to-string"],
  report: ["picocolors", "preact", "preact-render-to-string", "zod"],
};

interface Import {
  readonly file: string; // "engine/flow.ts"
  readonly folder: string;
  readonly from: string;
  readonly isType: boolean;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const textOf = (file: string): string => readFileSync(join("src", file), "utf8");
const folderOf = (file: string): string => file.split("/")[0]!;
const codeOf = (file: string): string => textOf(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");

const IMPORT =
  /^(?:import|export)(?<type> type)?\s+(?:(?<names>[\w*{][^;"]*?)\sfrom\s+)?"(?<from>[^"]+)";|\bimport\("(?<late>[^"]+)"\)/gm;
const imports: readonly Import[] = files.flatMap((file) =>
  [...textOf(file).matchAll(IMPORT)].map(({ groups: { type, names, from, late } = {} }) => ({
    file,
    folder: folderOf(file),
    from: (from ?? late)!,
    isType: type !== undefined || /^\{\s*(type \w+,?\s*)+\}$/.test(names ?? ""),
  })),
);
const targetOf = ({ file, from }: Import): string =>
  folderOf(relative("src", normalize(join("src", dirname(file), from))));
const said = (wrong: readonly Import[]): string[] => wrong.map(({ file, from }) => `src/${file} imports ${from}`);
const inFolders = (file: string, folders: readonly string[]): boolean => folders.includes(folderOf(file));
const containing = (pattern: RegExp, folders: readonly string[]): string[] =>
  files.filter((file) => inFolders(file, folders) && pattern.test(codeOf(file)));

it("finds the imports it judges", () => expect(imports.length).toBeGreaterThan(400));

it("imports point inward only", () => {
  const inside = imports.filter(({ file, from }) => from.startsWith(".") && file.includes("/"));
  const wrong = inside.filter((one) => targetOf(one) !== one.folder && !mayImport[one.folder]?.includes(targetOf(one)));
  expect(said(wrong)).toEqual([]);
});

it("the experiment knows the engine's data, and runs nothing of it", () => {
  const wrong = imports.filter((one) => one.folder === "experiment" && targetOf(one) === "engine" && !one.isType);
  expect(said(wrong)).toEqual([]);
});

it("a folder uses its own packages and no others", () => {
  const wrong = imports.filter(
    ({ folder, from }) => !/^(\.|node:)/.test(from) && packages[folder]?.includes(from) === false,
  );
  expect(said(wrong)).toEqual([]);
});

it("only the outside knows Node; of the model one file does", () => {
  const inner = ["mathematics", "text", "engine", "components", "model", "analysis", "charts", "report"];
  const wrong = imports.filter(({ file, from }) => from.startsWith("node:") && inFolders(file, inner));
  expect(said(wrong)).toEqual(["src/model/source/node-files.ts imports node:fs"]);
});

it("only the command line writes to a terminal", () =>
  expect(
    containing(
      /\bprocess\.std(out|err)\b|\bconsole\.\w/,
      Object.keys(mayImport).filter((folder) => folder !== "cli"),
    ),
  ).toEqual([]));

it("what must be reproducible asks neither chance nor the clock", () =>
  expect(
    containing(/\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/, [
      "mathematics",
      "text",
      "engine",
      "components",
      "model",
      "analysis",
      "experiment",
      "charts",
      "report",
    ]),
  ).toEqual([]));

it("no file is longer than 300 lines", () =>
  expect(files.filter((file) => textOf(file).split("\n").length > 301)).toEqual([]));

it("every part of the catalogue has a component, and a folder that says how a file describes it", () => {
  const wanted = PART_KINDS.flatMap(({ type }) => [
    `src/components/${type}/${type}.ts`,
    ...[type, "options"].map((facet) => `src/model/parts/${type}/${facet}.ts`),
  ]);
  expect(wanted.filter((file) => !existsSync(file))).toEqual([]);
  const folders = readdirSync("src/model/parts").filter((folder) => folder !== "shared");
  expect(folders.sort()).toEqual(PART_KINDS.map(({ type }) => type).sort());
});

it("only its own folder names a part's type, and only its own file a step's verb", () => {
  const isOwn = (file: string, type: string): boolean =>
    /^(components|engine)\//.test(file) || file.startsWith(`model/parts/${type}/`);
  const types = PART_KINDS.flatMap(({ type }) =>
    files.filter((file) => !isOwn(file, type) && codeOf(file).includes(`"${type}"`)).map((file) => `${file}: ${type}`),
  );
  expect(types).toEqual([]);
  const verbs = STEP_KINDS.map(({ verb }) => verb).join("|");
  const named = new RegExp(`"(${verbs})" in |\\bstep\\.(${verbs})\\b`);
  expect(
    files.filter((file) => !/^(model\/(parts|steps)|components|engine)\//.test(file) && named.test(codeOf(file))),
  ).toEqual([]);
});

it("only the room of traffic tells the kinds of rates apart", () => {
  const named = /"(profile|spikes|wave|trace|counts|states)" in /;
  expect(files.filter((file) => !file.startsWith("model/traffic/") && named.test(codeOf(file)))).toEqual([
    "model/source/traces/read-traces.ts", // Which reads the one kind that is a file.
  ]);
});

it("what a part's options are, only its kind knows: elsewhere they are not cast to anything", () => {
  const cast = /\bparts\[[^\]]*\][!)]* as (?!never)/;
  const isElsewhere = (file: string): boolean => !file.startsWith("model/parts/");
  expect(files.filter((file) => isElsewhere(file) && cast.test(codeOf(file)))).toEqual([
    "model/outline/outline.ts", // For the kinds, whose options they are.
    "model/timeline/versions.ts", // For the kinds too.
  ]);
});

it("no part knows the catalogue that it stands in, also not by way of others", () => {
  const values = new Map(files.map((file) => [file, [] as string[]]));
  for (const one of imports)
    if (!one.isType && one.from.startsWith("."))
      values
        .get(one.file)!
        .push(relative("src", normalize(join("src", dirname(one.file), one.from))).replace(/\.js$/, ".ts"));
  const reached = new Set<string>();
  const open = files.filter((file) => /^model\/(parts|steps)\//.test(file));
  for (let next = open.pop(); next !== undefined; next = open.pop())
    if (!reached.has(next)) {
      reached.add(next);
      open.push(...(values.get(next) ?? []));
    }
  expect(reached.size).toBeGreaterThan(100);
  expect(reached).not.toContain("model/language/catalogue.ts");
});

it("every part and every step says what it is, and no two share a name", () => {
  const names = [...PART_KINDS.map(({ type }) => type), ...STEP_KINDS.map(({ verb }) => verb)];
  expect(new Set(names).size).toBe(names.length);
  for (const { summary } of [...PART_KINDS, ...STEP_KINDS]) expect(summary.length).toBeGreaterThan(10);
});

it("fields on the hot path are not #private: V8 would check and box them at every use", () => {
  expect(containing(/^\s+(readonly )?#\w+(:| =)/m, ["engine", "components"])).toEqual([]);
});

it("nothing stands in src that the program does not reach: what only tests ask is theirs", () => {
  const known = new Set(files);
  const starts = [
    "cli/main.ts",
    "cli/program.ts",
    "cli/reference/reference.ts",
    "experiment/execute/worker.ts",
    "index.ts",
  ];
  const reached = new Set<string>();
  const next = [...starts];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, from] of textOf(file).matchAll(/["'](\.\.?\/[^"'\n]*)\.js["']/g)) {
      const target = normalize(join(dirname(file), from!));
      next.push(...[`${target}.ts`, `${target}.tsx`].filter((each) => known.has(each)));
    }
  }
  expect(starts.filter((file) => !known.has(file))).toEqual([]);
  expect(files.filter((file) => !reached.has(file))).toEqual([]);
});
