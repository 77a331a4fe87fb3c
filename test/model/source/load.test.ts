import { describe, expect, it } from "vitest";
import { load, memoryFiles } from "../../../src/model/source/index.js";

/** `file:line:column: message · hint` of everything that is wrong. */
function complaints(texts: Record<string, string>, path = Object.keys(texts)[0]!): string[] {
  return load(path, memoryFiles(texts)).diagnostics.map(({ location, message, hint }) => {
    const place = location === null ? "" : `${location.file}:${location.line}:${location.column}: `;
    return place + message + (hint ? ` · ${hint}` : "");
  });
}

const one = (text: string): string[] => complaints({ "a.yaml": text });

describe("one file", () => {
  it("is data with positions", () => {
    const text = "name: Shop\nparts:\n  web: { cores: 2, tags: [a, 'b c'] }\n";
    const source = load("a.yaml", memoryFiles({ "a.yaml": text }));
    expect(source.diagnostics).toEqual([]);
    expect(source.data).toEqual({ name: "Shop", parts: { web: { cores: 2, tags: ["a", "b c"] } } });
    const at = (line: number, column: number, length: number) => ({ file: "a.yaml", line, column, length });
    expect(source.locate(["parts", "web", "cores"])).toEqual(at(3, 17, 1));
    expect(source.locate(["parts", "web", "cores"], { of: "key" })).toEqual(at(3, 10, 5));
    expect(source.locate(["parts", "web", "tags", 1])).toEqual(at(3, 30, 5));
    expect(source.locate(["parts", "web", "tags", 1], { part: { offset: 2, length: 1 } })).toEqual(at(3, 33, 1));
    expect(source.locate(["parts", "web", "threads"])).toEqual(at(3, 3, 3)); // Where it is missing.
    expect(source.locate(["parts"])).toEqual(at(3, 3, 35)); // A map begins at its first key.
    expect(source.locate([])).toEqual(at(1, 1, 10));
  });

  it("keeps YAML 1.2's notion of values", () => {
    const { data } = load(
      "a.yaml",
      memoryFiles({ "a.yaml": "a: yes\nb: 0x1F\nc: ~\nd: 2001-01-01\ne: 12:30\n1: x\n" }),
    );
    expect(data).toEqual({ a: "yes", b: 31, c: null, d: "2001-01-01", e: "12:30", 1: "x" });
  });

  it("repeats what an alias names", () => {
    const source = load("a.yaml", memoryFiles({ "a.yaml": "a: &x { b: 1 }\nc: *x\n" }));
    expect(source.data).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(source.locate(["c", "b"])).toMatchObject({ line: 1 }); // Where it is written.
    expect(source.locate(["c"], { of: "key" })).toMatchObject({ line: 2 });
  });

  it("ignores a byte order mark and carriage returns", () => {
    const source = load("a.yaml", memoryFiles({ "a.yaml": "\uFEFFa: 1\r\nb: 2\r\n" }));
    expect(source.data).toEqual({ a: 1, b: 2 });
    expect(source.locate(["b"])).toEqual({ file: "a.yaml", line: 2, column: 4, length: 1 });
  });
});

describe("mistakes in a file", () => {
  it.each([
    ["", ["a.yaml:1:1: the file is empty"]],
    ["# nothing", ["a.yaml:1:1: the file is empty"]],
    ["- a", ["a.yaml:1:1: expected a map at the top of the file · write keys and values, such as version: 1"]],
    [
      "a: b: c",
      ['a.yaml:1:4: a value that contains ": " must stand in quotes · or begin a new, indented line below the key'],
    ],
    ["a:\n\tb: 1", ["a.yaml:2:1: a tab cannot indent a line · use spaces"]],
    ["a: [1", ["a.yaml:1:6: flow sequence in block collection must be sufficiently indented and end with a ]"]],
    ["a: @x", ["a.yaml:1:4: a value cannot begin with this character unless it stands in quotes"]],
    ["a: 1\n---\nb: 2", ['a.yaml:2:1: a file holds one document, and a second begins here · remove "---"']],
    ["a: 1\nb: 2\na: 3", ['a.yaml:3:1: "a" is given twice · first on line 1']],
    ["a: *x", ['a.yaml:1:4: nothing above is anchored as "&x"']],
    ["a: &x [*x]", ['a.yaml:1:8: nothing above is anchored as "&x"']],
    ["__proto__: 1", ['a.yaml:1:1: "__proto__" cannot be a key']],
    ["? [a]\n: 1", ["a.yaml:1:3: a key must be a single word"]],
    [": 1", ["a.yaml:1:1: a key is missing here"]],
    ["a: !money 3", ["a.yaml:1:4: unresolved tag: !money"]],
  ])("%j", (text, expected) => expect(one(text)).toEqual(expected));

  it("a comma inside parentheses, in braces", () => {
    const text = "a: { time: lognormal(mean 4ms, p99 20ms), hit: 90% }\nb: [uniform(1ms, 2ms), 3ms]";
    const hint = (call: string) => `leave it out, or write it in quotes: "${call}"`;
    expect(one(text)).toEqual([
      `a.yaml:1:12: between { } or [ ], a comma ends the value, even inside ( ) · ${hint("lognormal(mean 4ms, p99 20ms)")}`,
      `a.yaml:2:5: between { } or [ ], a comma ends the value, even inside ( ) · ${hint("uniform(1ms, 2ms)")}`,
    ]);
    const { data } = load("a.yaml", memoryFiles({ "a.yaml": text })); // Understood, so that nothing follows from it.
    expect(data).toEqual({ a: { time: "lognormal(mean 4ms, p99 20ms)", hit: "90%" }, b: ["uniform(1ms, 2ms)", "3ms"] });
  });

  it("what is too large, too deep or too often repeated", () => {
    const deep = (levels: number) => `a: ${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(one(deep(60))).toEqual([]);
    const tooDeep = ["a.yaml:1:1: lists and maps are nested more than 64 deep"];
    for (const text of [deep(70), "[".repeat(500_000), "- ".repeat(5000), "{a: ".repeat(5000), "? ".repeat(5000)]) {
      expect(one(text)).toEqual(tooDeep);
    }
    expect(one(`a: ${"x".repeat(1_000_000)}`)).toEqual(["a.yaml:1:1: the file is larger than 1 MB"]);
    const bomb = Array.from({ length: 20 }, (_, i) => `a${i}: &a${i} [${i === 0 ? "1" : `*a${i - 1}, *a${i - 1}`}]`);
    expect(one(bomb.join("\n"))).toEqual(["a.yaml:12:18: aliases repeat too much"]);
    const ladder = Array.from({ length: 70 }, (_, i) => `a${i}: &a${i} [${i === 0 ? "1" : `*a${i - 1}`}]`);
    expect(one(ladder.join("\n"))[0]).toMatch("aliases are nested too deep");
  });

  it("a line inside brackets that is not indented, however many follow", () => {
    const rows = (row: (i: number) => string): string => Array.from({ length: 130 }, (_, i) => row(i)).join("\n");
    const open = (bracket: string, pair: string) =>
      `the "${bracket}" of line 2 is still open here, and this line is not indented enough · indent every line inside ${pair}, or close it with "${pair.at(-1)}"`;
    expect(one(`a:\n  counts: [\n${rows((i) => `${i},`)}\n]`)).toEqual([`a.yaml:3:1: ${open("[", "[ ]")}`]);
    expect(one(`a:\n  b: { c: [\n 1,\n${rows((i) => `8:0${i}: 1,`)}\n] }`)).toEqual([
      `a.yaml:3:2: ${open("[", "[ ]")}`,
    ]);
    expect(one(`a:\n  b: {\n${rows((i) => ` k${i}: 1,`)}\n }`)).toEqual([`a.yaml:3:2: ${open("{", "{ }")}`]);
    expect(one(`a:\n  b: [1, { c: 2 }\n  d: 3`)).toEqual([`a.yaml:3:3: ${open("[", "[ ]")}`]);
    expect(one(`a: [\n${rows((i) => ` ${i},`)}\n]`)).toEqual([]);
  });

  it("reads many keys without a look at all others for each", { timeout: 20_000 }, () => {
    const text = Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join("\n");
    expect(one(text)).toEqual([]);
  });
});

describe("extends", () => {
  const base = "name: Base\nparts:\n  web: { cores: 2, threads: 8 }\n  db: { pool: 20 }\nlist: [1, 2]\n";

  it("lays a file over another: maps merge, null deletes, the rest replaces", () => {
    const overlay =
      "extends: ../base.yaml\nparts:\n  web:\n    cores: 4\n  db: null\n  cache: { hit: 90% }\nlist: [3]\n";
    const source = load("m/over.yaml", memoryFiles({ "base.yaml": base, "m/over.yaml": overlay }));
    expect(source.diagnostics).toEqual([]);
    expect(source.data).toEqual({
      name: "Base",
      parts: { web: { cores: 4, threads: 8 }, cache: { hit: "90%" } },
      list: [3],
    });
    expect(source.files).toEqual(["m/over.yaml", "base.yaml"]);
    expect(source.locate(["parts", "web", "cores"])).toMatchObject({ file: "m/over.yaml", line: 4, column: 12 });
    expect(source.locate(["parts", "web", "threads"])).toMatchObject({ file: "base.yaml", line: 3, column: 29 });
    expect(source.locate(["parts", "web", "nothing"])).toMatchObject({ file: "m/over.yaml", line: 3, column: 3 });
    expect(source.locate(["list", 1])).toMatchObject({ file: "m/over.yaml", line: 7 });
    expect(source.textOf("base.yaml")).toBe(base);
  });

  it("a tree already read can be laid over it all", () => {
    const overlay = load("x.yaml", memoryFiles({ "x.yaml": "parts: { web: { cores: 9 } }" })).root;
    const source = load("base.yaml", memoryFiles({ "base.yaml": base }), overlay);
    expect(source.data).toMatchObject({ name: "Base", parts: { web: { cores: 9, threads: 8 } } });
    expect(source.locate(["parts", "web", "cores"])).toMatchObject({ file: "x.yaml", line: 1, column: 24 });
  });

  it("goes on for several files", () => {
    const texts = {
      "c.yaml": "extends: b.yaml\nc: 3",
      "b.yaml": "extends: a.yaml\nb: 2\nc: 2",
      "a.yaml": "a: 1\nb: 1\nc: 1",
    };
    const source = load("c.yaml", memoryFiles(texts));
    expect(source.data).toEqual({ a: 1, b: 2, c: 3 });
    expect(source.files).toEqual(["c.yaml", "b.yaml", "a.yaml"]);
  });

  it("says what does not work", () => {
    expect(complaints({ "o.yaml": "extends: bsae.yaml", "base.yaml": base })).toEqual([
      'o.yaml:1:10: there is no file "bsae.yaml" · did you mean "base.yaml"?',
    ]);
    expect(complaints({ "o.yaml": "extends: monolith", "base.yaml": base })).toEqual([
      'o.yaml:1:10: there is no file "monolith" · name a file, such as shop.yaml; a variant cannot extend another one',
    ]);
    expect(complaints({ "a.yaml": "extends: b.yaml", "b.yaml": "extends: ./a.yaml" })).toEqual([
      "b.yaml:1:10: a file cannot extend itself: a.yaml → b.yaml → a.yaml",
    ]);
    expect(complaints({ "o.yaml": "extends: base.yaml\nparts: { wbe: null }", "base.yaml": base })).toEqual([
      'o.yaml:2:10: there is no "wbe" below this file to delete · did you mean "web"?',
    ]);
    expect(complaints({ "o.yaml": "extends: { a: b }" })).toEqual([
      "o.yaml:1:10: extends needs the path of another model file, relative to this one, or a list of them",
    ]);
    expect(complaints({ "o.yaml": "extends: base.yaml\na: 1\na: 2", "base.yaml": "b: 1\nb: 2" })).toEqual([
      'o.yaml:3:1: "a" is given twice · first on line 2',
      'base.yaml:2:1: "b" is given twice · first on line 1',
    ]);
    const chain = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.yaml`, `extends: ${i + 1}.yaml`]));
    expect(complaints(chain, "0.yaml")).toEqual(["15.yaml:1:10: more than 16 files extend each other"]);
  });

  it("a file that is missing or unreadable has no place", () => {
    expect(complaints({ "a.yaml": "" }, "b.yaml")).toEqual(['there is no file "b.yaml" · did you mean "a.yaml"?']);
    const broken = {
      read: () => {
        throw new Error("EISDIR: is a directory");
      },
    };
    const [diagnostic] = load("models", broken).diagnostics;
    expect(diagnostic).toMatchObject({ message: '"models" cannot be read: EISDIR: is a directory', location: null });
  });
});
