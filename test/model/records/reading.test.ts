/** Records of requests as files: what is read of them, and what is said against them. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../../src/model/source/index.js";
import { readModel } from "../../../src/model/source/read-model.js";
import type { RecordedRequests, RecordRate } from "../../../src/model/traffic/record.js";

interface Read {
  readonly rows: RecordedRequests | null;
  readonly mix: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

function read(options: string, file: string, name = "r.csv", to = "to: web.page"): Read {
  const text = `
version: 1
data: { product: { keys: 3 } }
traffic: { t: { requests: { from: ${name}, ${options} }${to === "" ? "" : `, ${to}`} } }
parts:
  web: { type: service, threads: 900, endpoints: { page: [cpu: 1ms, query: db.find], buy: [cpu: 1ms, delay: 1ms, cpu: 2ms] } }
  db: { type: database, queries: { find: { time: 1ms, of: product } } }`;
  const { model, diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text, [name]: file }));
  const said = (severity: string): string[] =>
    diagnostics.flatMap((each) =>
      each.severity === severity ? [`${each.message}${each.hint === undefined ? "" : ` · ${each.hint}`}`] : [],
    );
  const { t } = model?.traffic ?? {};
  return {
    rows: (t?.rate as RecordRate | undefined)?.rows ?? null,
    mix: t?.mix ?? {},
    errors: said("error"),
    warnings: said("warning"),
  };
}

const timesOf = ({ rows }: Read): number[] => Array.from(rows?.timesMs ?? []);

describe("arrival times", () => {
  const forms: readonly (readonly [string, readonly string[], string?])[] = [
    ["dates", ["2026-11-27T18:00:00Z", "2026-11-27T18:00:00.250Z", "2026-11-27T18:01:00Z"]],
    [
      "dates with an offset",
      ["2026-11-27 18:00:00+01:00", "2026-11-27 18:00:00.25+01:00", "2026-11-27 19:01:00+02:00"],
    ],
    ["times of day past midnight", ["23:59:30", "23:59:30.250", "0:00:30"]],
    ["seconds since 1970", ["1764266400", "1764266400.25", "1764266460"]],
    ["milliseconds since 1970", ["1764266400000", "1764266400250", "1764266460000"]],
  ];
  for (const [what, times] of forms)
    it(what, () => {
      const found = read("at: time", `time,x\n${times.map((time) => `${time},1`).join("\n")}\n`);
      expect(found.errors).toEqual([]);
      expect(timesOf(found).map((ms) => Number(ms.toFixed(3)))).toEqual([0, 250, 60_000]);
    });

  it("numbers with the unit of their column, or the one that is said", () => {
    expect(timesOf(read("at: t_us", "t_us\n5000\n6500\n"))).toEqual([0, 1.5]);
    expect(timesOf(read("at: { column: t, unit: s }", "t\n5\n6.5\n"))).toEqual([0, 1500]);
  });

  it("numbers without a unit are refused", () => {
    expect(read("at: t", "t\n5\n6\n").errors).toEqual([
      'r.csv:2: "5" needs a unit: say it in the column\'s name, as in time_ms, or at: { column: …, unit: ms }',
      'r.csv:3: "6" needs a unit: say it in the column\'s name, as in time_ms, or at: { column: …, unit: ms }',
    ]);
  });

  it("several at one instant are several; gaps stay", () => {
    expect(timesOf(read("at: t_s", "t_s\n1\n1\n1\n500\n"))).toEqual([0, 0, 0, 499_000]);
  });

  it("rows that are out of order are sorted, and it is said", () => {
    const found = read("at: t_ms, work: { db.find: w_ms }", "t_ms,w_ms\n10,1\n30,3\n20,2\n");
    expect(timesOf(found)).toEqual([0, 10, 20]);
    expect(Array.from(found.rows!.work["db.find"]!)).toEqual([1, 2, 3]);
    expect(found.warnings).toEqual(["r.csv:4: earlier than the row above; the rows are sorted by their times"]);
  });

  it("cut at times as in the rows, or after so long", () => {
    const rows = "time\n8:00\n8:30\n9:00\n9:30\n10:00\n";
    expect(timesOf(read('at: time, since: "8:30", until: "9:30"', rows))).toEqual([0, 1_800_000]);
    const found = read("at: time, since: 45min, until: 2h", rows);
    expect(timesOf(found)).toEqual([900_000, 2_700_000]);
    expect(found.rows!.lengthMs).toBe(75 * 60_000);
    expect(found.rows!.clock).toBe("08:45:00");
    expect(read('at: time, since: "11:00"', rows).errors).toEqual(['"r.csv" has no rows from 11:00 to its end']);
  });
});

it("records that begin at different times begin together, which is said", () => {
  const text = `
version: 1
traffic:
  a: { requests: { from: a.csv, at: t }, to: w.p }
  b: { requests: { from: b.csv, at: t }, to: w.p }
parts: { w: { type: service, threads: 9, endpoints: { p: [cpu: 1ms] } } }`;
  const files = { "m.yaml": text, "a.csv": "t\n8:00\n8:01\n", "b.csv": "t\n8:30\n8:31\n" };
  expect(readModel("m.yaml", memoryFiles(files)).diagnostics.map(({ message }) => message)).toEqual([
    'the recording of "b" begins at 08:30:00, that of "a" at 08:00:00; both begin with the run',
  ]);
});

describe("what rows bring", () => {
  it("keys are numbered by how often they come", () => {
    const { rows } = read("at: t_ms, key: { product: sku }", "t_ms,sku\n1,a\n2,b\n3,c\n4,b\n5,c\n6,c\n7,\n");
    expect(Array.from(rows!.keys.product!.of)).toEqual([2, 1, 0, 1, 0, 0, -1]);
    expect(rows!.keys.product!.count).toBe(3);
  });

  it("endpoints of their column, by other names too", () => {
    const file = "t_ms,path\n1,/\n2,/buy\n3,/\n4,/\n";
    const found = read('at: t_ms, to: { column: path, as: { "/": web.page, "/buy": web.buy } }', file, "r.csv", "");
    expect(found.errors).toEqual([]);
    expect(found.mix).toEqual({ "web.page": 0.75, "web.buy": 0.25 });
  });

  it("an empty cell of work is drawn, and a factor holds for all", () => {
    const found = read('at: t_ms, work: { "web.buy cpu 2": { column: w, unit: s, times: 2 } }', "t_ms,w\n1,0.5\n2,\n");
    expect(Array.from(found.rows!.work["web.buy cpu 2"]!)).toEqual([500, Number.NaN]);
  });

  it("JSON lines say the same as CSV", () => {
    const csv = read(
      "at: t_ms, to: ep, work: { db.find: w_ms }, key: { product: sku }",
      't_ms,ep,w_ms,sku\n# a remark\n1,web.page,"2.5","a ""b"", c"\n\n2,web.buy,,x\n',
      "r.csv",
      "",
    );
    const json = read(
      "at: t_ms, to: ep, work: { db.find: w_ms }, key: { product: of.sku }",
      '{"t_ms":1,"ep":"web.page","w_ms":2.5,"of":{"sku":"a \\"b\\", c"}}\n\n{"t_ms":2,"ep":"web.buy","w_ms":null,"of":{"sku":"x"}}\n',
      "r.jsonl",
      "",
    );
    expect([...csv.errors, ...json.errors]).toEqual([]);
    expect({ ...json.rows }).toEqual({ ...csv.rows });
  });
});

describe("mistakes", () => {
  it("a column that is not there", () => {
    expect(read("at: tim_ms, work: { db.find: w }", "time_ms,v_ms\n1,2\n").errors).toEqual([
      '"r.csv" has no column "tim_ms" · did you mean "time_ms"?',
      '"r.csv" has no column "w" · it has time_ms or v_ms',
    ]);
    expect(read("at: time", '{"at": 3}\n', "r.ndjson").errors).toEqual([
      'the first rows of "r.ndjson" have no "time" · they have at',
    ]);
  });

  it("no file, no rows, no objects", () => {
    expect(read("at: t", "", "r.csv").errors[0]).toContain("no rows");
    expect(read("at: t", "t\n", "r.csv").errors[0]).toContain("no rows");
    expect(read("at: t", "1\n", "r.jsonl").errors).toEqual([
      "r.jsonl:1: expected a JSON object, found 1 · one object on each line",
    ]);
  });

  it("ten wrong rows are told, and the others counted", () => {
    const rows = Array.from({ length: 13 }, (_, i) => `${i < 2 ? "x" : i},${i > 11 ? -3 : "soon"}`);
    const { errors } = read("at: t_ms, work: { db.find: w_ms }", `t_ms,w_ms\n${rows.join("\n")}\n`);
    expect(errors).toHaveLength(11);
    expect(errors[0]).toBe('r.csv:2: "x" is no time');
    expect(errors[1]).toContain("r.csv:2: db.find:");
    expect(errors.at(-1)).toBe("r.csv: 5 more mistakes like these");
    expect(read("at: t_ms, work: { db.find: w_ms }", "t_ms,w_ms\n1,-3\n").errors).toEqual([
      "r.csv:2: db.find: a time cannot be negative, found -3",
    ]);
  });

  it("endpoints that the model does not have, by their row", () => {
    const { errors } = read("at: t_ms, to: ep", "t_ms,ep\n1,web.page\n2,web.pgae\n3,api.x\n4,api.x\n", "r.csv", "");
    expect(errors).toEqual([
      'r.csv:3: there is no endpoint "web.pgae" · did you mean "web.page"?',
      'r.csv:4: there is no endpoint "api.x" · write web.page or web.buy',
    ]);
  });

  it("work that the model does not do", () => {
    const said = (work: string): string[] => [...read(`at: t_ms, work: { ${work}: w_ms }`, "t_ms,w_ms\n1,2\n").errors];
    expect(said("db.fnid")).toEqual(['"db" has no query "fnid" · did you mean "db.find"?']);
    expect(said('"web.buy cpu"')).toEqual(['"web.buy" has 2 steps "cpu" · say which: web.buy cpu 1 to web.buy cpu 2']);
    expect(said('"web.page delay"')).toEqual([
      '"web.page" has no step "delay" of which a record can tell the time · write web.page cpu',
    ]);
    expect(said("shop.find")).toEqual([
      '"shop.find" is no work of this model · write a query, db.search, or a step, web.page cpu',
    ]);
  });

  it("data that are not named, or have fewer keys", () => {
    expect(read("at: t_ms, key: { products: sku }", "t_ms,sku\n1,a\n").errors).toEqual([
      'there are no data named "products" · did you mean "product"?',
    ]);
    expect(read("at: t_ms, key: { product: sku }", "t_ms,sku\n1,a\n2,b\n3,c\n4,d\n").errors).toEqual([
      '"r.csv" names 4 keys, and `product` has 3 · write `data: { product: { keys: 4 } }`, or more',
    ]);
  });

  it("a rate beside it, or endpoints said twice", () => {
    const at = "at: t_ms, to: ep";
    expect(read(at, "t_ms,ep\n1,web.page\n", "r.csv", "rate: 3/s").errors[0]).toContain("only one of them");
    expect(read(at, "t_ms,ep\n1,web.page\n").errors[0]).toContain("give either that or this");
    expect(read("at: t_ms", "t_ms\n1\n", "r.csv", "to: web.page, arrivals: constant").errors).toEqual([
      "the record says when each request arrives · leave it out",
    ]);
  });
});

it("another file is another model", () => {
  const hash = (file: string): string => JSON.stringify(read("at: t_ms, work: { db.find: w_ms }", file).rows);
  const known = hash("t_ms,w_ms\n1,5\n2,6\n");
  expect(known).toMatch(/^\{"hash":"[0-9a-f]{32}"\}$/);
  expect(hash("t_ms,w_ms\n1,5\n2,6\n# the same\n")).toBe(known);
  expect(hash("t_ms,w_ms\n1,5\n2,6.0000001\n")).not.toBe(known);
});
