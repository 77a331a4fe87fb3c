/**
 * Builds `dist`, if something changed since it was built: npx asks for that before every command in a clone.
 *
 *   cli/main.js, start.cjs    the first files of the command
 *   program-*.cjs and others  the command line, with the packages it uses, in parts that are loaded when they are wanted
 *   code/                     what V8 made of these parts (src/cli/start.ts); of this Node, so not published
 *   worker.js                 what a thread runs: a door to the simulator among these parts
 *   index.js, types/          the library: a door, too
 *   documents.json.br         the JSON Schema of each document, and what `headroom help` says
 *   LICENSES.md               of the packages that are in these files
 */
import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const DIST = "dist";
const STAMP = `${DIST}/.built`;
const EMITTED = `${DIST}/.types`; // As tsconfig.build.json says: of every source, and with what the next build knows by it.
const DOCUMENTS = [
  "model",
  "experiment",
  "result",
  "diff",
  "sweep",
  "tornado",
  "ceiling",
  "next",
  "gameday",
  "explain",
  "loop",
];
const PROGRAM = "src/cli/program.ts";
const SINGLE = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", ".build.mjs"];

/** Size and time of every file that is built from; and Node's version, since V8's code is of one version. */
function stamp() {
  const sources = filesIn("src").map((file) => `src/${file}`);
  const files = [...SINGLE, ...sources.sort()].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return [process.version, ...files].join("\n");
}

async function build() {
  const asked = stamp();
  rmSync(STAMP, { force: true });
  const typed = run("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json");
  const packages = new Set();
  const define = { BUILT_VERSION: JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version) };
  // Together, since all of them have the simulator.
  const entries = { program: PROGRAM, worker: "src/experiment/execute/worker.ts", index: "src/index.ts" };
  const program = await bundle(entries, { define, packages, entryFileNames: "[name]-[hash].cjs" });
  const [first, worker, index] = Object.keys(entries).map((name) =>
    program.find((file) => file.startsWith(`${name}-`)),
  );
  const doors = { "worker.js": door(worker), "index.js": door(index) };
  for (const [file, text] of Object.entries(doors)) write(`${DIST}/${file}`, text);
  const start = { BUILT_PROGRAM: JSON.stringify(first) };
  const main = await bundle({ main: "src/cli/main.ts", start: "src/cli/start.ts" }, { define: start });
  placeMain();
  write(`${DIST}/LICENSES.md`, licences(packages));
  await typed;
  publishTypes();
  for (const folder of ["code", "documents.json.br"]) rmSync(`${DIST}/${folder}`, { recursive: true, force: true });
  const commands = program.filter((file) => file !== worker && file !== index);
  await run(import.meta.filename, "--keep-code", first, ...commands.filter((file) => file !== first));
  const made = new Set([
    ...Object.keys(doors),
    ...program,
    ...main,
    "cli",
    "LICENSES.md",
    "types",
    ".types",
    "code",
    "documents.json.br",
  ]);
  for (const name of readdirSync(DIST)) if (!made.has(name)) rmSync(`${DIST}/${name}`, { recursive: true });
  write(STAMP, asked);
}

/** The command's first file stands where it always stood: npx keeps links to it in its own folder, and does not renew them. */
function placeMain() {
  const text = readFileSync(`${DIST}/main.cjs`, "utf8");
  if (!text.includes('"./start.cjs"')) throw new Error("main.cjs loads no start.cjs");
  mkdirSync(`${DIST}/cli`, { recursive: true });
  write(`${DIST}/cli/package.json`, '{ "type": "commonjs" }\n');
  write(`${DIST}/cli/main.js`, text.replace('"./start.cjs"', '"../start.cjs"'));
  chmodSync(`${DIST}/cli/main.js`, 0o755);
  rmSync(`${DIST}/main.cjs`);
}

/** An ES module that exports what a part exports: names, or one function. The part's name changes with all that it loads. */
function door(file) {
  const names = Object.keys(createRequire(import.meta.url)(`./${DIST}/${file}`));
  const exported = names.length === 0 ? "default part" : `const { ${names.join(", ")} } = part`;
  return `import part from "./${file}";\nexport ${exported};\n`;
}

/** @returns the names of its files, the first one first */
async function bundle(input, { define, packages, ...names }) {
  const { rolldown } = await import("rolldown");
  const bundled = await rolldown({
    input,
    platform: "node",
    external: ["piscina"], // Piscina starts threads with a file of its own.
    transform: { target: "node20", define },
    plugins: [adapting],
  });
  const { output } = await bundled.generate({
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
    minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } }, // Names of functions and classes stay, for stack traces.
    comments: false, // Licences are in a file of their own.
    ...names,
  });
  for (const { fileName, code, moduleIds } of output.toReversed()) {
    write(`${DIST}/${fileName}`, inAscii(code)); // The first file last, when all that it loads is there.
    for (const id of moduleIds) if (packageOf(id) !== null) packages?.add(packageOf(id));
  }
  return output.map(({ fileName }) => fileName);
}

/** What packages make as they are loaded, though few commands need it: made when it is needed, or never. */
const SEGMENTER = "new Intl.Segmenter()"; // Takes 15 to 40 ms.
const EMOJI = String.raw`/^\p{RGI_Emoji}$/v`;
const laterWith = (method, made) => `{ ${method}(text) { return (this.made ??= ${made}).${method}(text); } }`;
const ADAPTED = [
  ["string-width/index.js", `const segmenter = ${SEGMENTER};`, `const segmenter = ${laterWith("segment", SEGMENTER)};`],
  ["string-width/index.js", `const rgiEmojiRegex = ${EMOJI};`, `const rgiEmojiRegex = ${laterWith("test", EMOJI)};`],
  ["wrap-ansi/index.js", `const segmenter = ${SEGMENTER};`, `const segmenter = ${laterWith("segment", SEGMENTER)};`],
  // To write code for each schema takes longer than to read a file or a hundred without.
  ["zod/v4/core/core.js", "(_a.__zod_globalConfig = {})", "(_a.__zod_globalConfig = { jitless: true })"],
  ["seedrandom/seedrandom.js", "nodecrypto = require('crypto');", ""], // For seeds by chance, which we have none of.
  ["commander/lib/command.js", "const childProcess = require('node:child_process');", ""], // For verbs that are programs.
];

const adapting = {
  name: "adapting",
  transform(code, id) {
    const ours = ADAPTED.filter(([file]) => id.replaceAll("\\", "/").endsWith(`/node_modules/${file}`));
    return ours.reduce((text, [file, from, to]) => {
      if (!text.includes(from)) throw new Error(`${file} has no more "${from}": see ADAPTED in .build.mjs`);
      return text.replace(from, () => to);
    }, code);
  },
};

/** V8 reads and keeps text of one byte a character faster. No text of ours depends on how a literal is written. */
const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * Loads the program as start.ts does, has it do the short commands, and writes what V8 compiled for that; and what
 * `schema` says, which takes longer to make than to read.
 */
async function keepCode(program) {
  const { load, scripts } = createRequire(import.meta.url)(`./${DIST}/start.cjs`);
  const { main } = load(program[0]);
  let said = "";
  process.stdout.write = process.stderr.write = (text) => {
    said += text;
    return true;
  };
  for (const words of [["--help"], ["run", "--help"], ["check", "models/shop/5-cache.yaml"], ["check", "no-file"]])
    await main(words);
  for (const file of program) load(file);
  for (const [file, script] of scripts) write(`${DIST}/code/${file}`, script.createCachedData());
  const documents = {};
  const keep = async (name, ...words) => {
    said = "";
    await main(words);
    documents[name] = JSON.parse(said);
  };
  await keep("reference", "help", "--json");
  for (const of of DOCUMENTS) await keep(`${of} schema`, "schema", "--of", of);
  write(`${DIST}/documents.json.br`, compressed(JSON.stringify(documents)));
  process.exitCode = 0;
}

/** As one, since the reference says in words what the schemas say: it takes half of what each takes by itself. */
const compressed = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });

/** Of all declarations those that the library's need. */
function publishTypes() {
  const needed = new Set(["index.d.ts"]);
  for (const file of needed)
    for (const [, to] of readFileSync(join(EMITTED, file), "utf8").matchAll(/["'](\.[^"'\n]*)\.js["']/g))
      needed.add(join(dirname(file), `${to}.d.ts`));
  rmSync(`${DIST}/types`, { recursive: true, force: true });
  for (const file of needed) cpSync(join(EMITTED, file), join(DIST, "types", file));
}

/** The folder of the package that a module is of; null: ours. */
function packageOf(id) {
  return /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/"))?.[0] ?? null;
}

function licences(packages) {
  const chapters = [...packages].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    return `## ${name} ${version}, ${license}\n\n${licenceIn(folder)}`;
  });
  return `# Packages in these files, and their licences\n\n${chapters.sort().join("\n\n")}\n`;
}

/** Its file of that name, or the chapter of its README. */
function licenceIn(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(`${folder}/${file}`, "utf8").trim();
  const [chapter] = /^LICENSE[\s\S]*/m.exec(readFileSync(`${folder}/README.md`, "utf8")) ?? [];
  if (chapter === undefined) throw new Error(`${folder} does not tell its licence`);
  return chapter.trim();
}

/** Whole or not at all: another command may be reading. */
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));

/** Runs another program of JavaScript. */
const run = (...words) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${words[0]} failed`))));
  });

process.chdir(import.meta.dirname);
if (process.argv[2] === "--keep-code") await keepCode(process.argv.slice(3));
else if (!existsSync(STAMP) || readFileSync(STAMP, "utf8") !== stamp()) await build();
