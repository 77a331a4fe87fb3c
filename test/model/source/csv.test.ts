import { expect, it } from "vitest";
import { parseCsv, readTable } from "../../../src/model/source/csv.js";
import { memoryFiles } from "../../../src/model/source/index.js";

const lines = (text: string): unknown => {
  const { header, rows } = parseCsv(text, "t.csv");
  return { header, rows: rows.map(({ line, cells }) => [line, ...cells]) };
};

it.each([
  ["line feeds", "a,b\n1,2\n3,4\n"],
  ["Windows", "a,b\r\n1,2\r\n3,4\r\n"],
  ["carriage returns alone", "a,b\r1,2\r3,4\r"],
  ["a mix", "a,b\r\n1,2\r3,4"],
  ["a byte order mark", "\uFEFFa,b\n1,2\n3,4"],
  ["semicolons", "a;b\n1;2\n3;4"],
  ["tabs", "a\tb\n1\t2\n3\t4"],
  ["bars", "a|b\n1|2\n3|4"],
  ["spaces", " a , b \n 1 , 2 \n 3 , 4 "],
  ["quotes", '"a","b"\n"1", "2" \n3,"4"'],
])("%s", (_, text) =>
  expect(lines(text)).toEqual({
    header: ["a", "b"],
    rows: [
      [2, "1", "2"],
      [3, "3", "4"],
    ],
  }),
);

it("counts lines as an editor does", () => {
  const text = '# a remark\n\na,b\n"1\n2",3\n\n  # another\n4,5 "x", # no remark\n';
  expect(lines(text)).toEqual({
    header: ["a", "b"],
    rows: [
      [4, "1\n2", "3"],
      [8, "4", '5 "x"', "# no remark"],
    ],
  });
});

it.each([
  ["a;b\n1,5;2", [2, "1,5", "2"]],
  ['"a,b,c";d\n"1,2";"say ""3"""', [2, "1,2", 'say "3"']],
  ["a,b\n,\n", [2, "", ""]],
])("separates by what the first line has most of, outside quotes: %j", (text, row) =>
  expect(lines(text)).toMatchObject({ rows: [row] }),
);

it.each([
  ["time,2xx\n8:00,3", ["time", "2xx"]],
  ["time,200,404\n8:00,3,4", ["time", "200", "404"]],
  ["path,kind\n/a,x", ["path", "kind"]],
  ["time,count", ["time", "count"]],
  ["path,2xx\n/a,3ms", ["path", "2xx"]],
  ["2xx,5xx\n30,1", ["2xx", "5xx"]],
  ["8:00,3\n9:00,4", null],
  ["8:00,x\n9:00,4", null],
  ["1998-07-07 08:00:00,x\n1998-07-07 09:00:00,4", null],
  ["/a,3ms\n/b,4ms", null],
  ["n/a,3\n9:00,4", null],
  ["Total,3\n9:00,4", null],
  ["checkout,3\nbrowse,4", null],
  ["3", null],
])("tells names from figures: %j", (text, header) => expect(parseCsv(text, "t.csv").header).toEqual(header));

it("a hundred thousand rows of one column at once, and an empty file", () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => String(i));
  expect(parseCsv(rows.join("\n"), "t.csv").rows).toHaveLength(100_000);
  expect(lines("")).toEqual({ header: null, rows: [] });
});

it.each([
  ["an empty cell between tabs", "a\tb\tc\n1\t\t3\n", [[2, "1", "", "3"]]],
  [
    "rows longer and shorter than the first",
    "a,b\n1\n1,2,3\n",
    [
      [2, "1"],
      [3, "1", "2", "3"],
    ],
  ],
  [
    "a quoted nothing, which is a value, and an empty line, which is none",
    'a\n""\n\n3',
    [
      [2, ""],
      [4, "3"],
    ],
  ],
  [
    "a line end in quotes as Windows writes it",
    'a,b\r\n"1\r\n2",3\r\n4,5',
    [
      [2, "1\n2", "3"],
      [4, "4", "5"],
    ],
  ],
  ["a remark of a quote", 'a,b\n# 5" of "x\n1,2', [[3, "1", "2"]]],
])("reads %s", (_, text, rows) => expect(lines(text)).toMatchObject({ rows }));

it("refuses a quote without end, and what is no text", () => {
  expect(() => parseCsv('a,b\n1,2\n"3,4\n5,6', "t.csv")).toThrow("t.csv:3: a quote is never closed, in column 1");
  expect(() => parseCsv('a,b\n"1\n2",x\n\n4,"5" x', "t.csv")).toThrow(
    "t.csv:5: text stands behind a closing quote; double a quote that is part of a text, in column 2",
  );
  expect(() => readTable(memoryFiles({ "t.csv": "a\0,b\0" }), "t.csv")).toThrow('"t.csv" is no text');
});
