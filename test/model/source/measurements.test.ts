import { expect, it } from "vitest";
import { z } from "zod";
import { distribution, numberDistribution } from "../../../src/model/language/values/index.js";
import { memoryFiles, resolveMeasurements } from "../../../src/model/source/index.js";

const schema = z.strictObject({ parts: z.array(z.strictObject({ time: distribution() })), n: numberDistribution() });
const at = { file: "models/shop.yaml", line: 7, column: 9, length: 20 };

function resolved(written: string, csv: string) {
  const model = schema.parse({ parts: [{ time: written }], n: 3 });
  const paths: unknown[] = [];
  const files = memoryFiles({ "data/t.csv": csv });
  const { model: after, diagnostics } = resolveMeasurements(
    model,
    (path) => {
      paths.push(path);
      return at;
    },
    files,
  );
  expect(paths).toEqual([["parts", 0, "time"]]);
  expect(after.n).toEqual({ kind: "constant", value: 3 });
  expect(diagnostics.every(({ location }) => location === at)).toBe(true);
  const said = diagnostics.map(({ message, hint }) => `${message}${hint ? ` · ${hint}` : ""}`);
  return said.length > 0 ? said : after.parts[0]!.time;
}

const values = (...list: number[]) => ({ kind: "empirical", values: list });

it.each([
  ["empirical(../data/t.csv)", "3ms\n1s\n", values(3, 1000)],
  ["empirical(../data/t.csv, unit s)", "0.003\n1\n", values(3, 1000)],
  ["empirical(../data/t.csv)", "\uFEFFduration_ms\r\n# note\r\n\r\n3\r\n4\r\n", values(3, 4)],
  ["empirical(../data/t.csv, column time)", 'path;time;code\n"/a;b";0.5ms;200\n/c;2ms;200', values(0.5, 2)],
  ['empirical(../data/t.csv, column "took (s)")', "path,took (s)\n/a,0.5", values(500)],
  ["empirical(../data/t.csv, column 2, unit ms)", "1,2\n3,4", values(2, 4)],
  [
    "empirical(../data/t.csv)",
    "3\n4",
    ['data/t.csv:1: "3" needs a unit: us, ms, s, min, h, d · say it after the file: unit ms'],
  ],
  ["empirical(../data/t.csv)", "d_ms\n4\nfast", ['data/t.csv:3: expected a duration such as 40ms, found "fast"']],
  ["empirical(../data/t.csv)", "a,b\n1,2", ['"data/t.csv" has 2 columns · say which, as in column a']],
  [
    "empirical(../data/t.csv, column tiem)",
    "time,b\n1,2",
    ['"data/t.csv" has no column "tiem" · did you mean "time"?'],
  ],
  ["empirical(../data/t.csv)", "\n\n", ['"data/t.csv" has no values']],
  ["empirical(../data/t.csv, column 2xx)", "path,2xx\n/a,3ms\n/b,4ms", values(3, 4)],
  ["empirical(../data/t.csv, column 2)", "/a,3ms\n/b,4ms", values(3, 4)],
  ["empirical(../data/t.csv)", "took_ms\r3\r4\r", values(3, 4)],
  ["empirical(../data/t.csv)", "3ms", values(3)],
  [
    "empirical(../data/t.csv, column 3xx)",
    "path,2xx\n/a,3ms",
    ['"data/t.csv" has no column "3xx" · did you mean "2xx"?'],
  ],
  ["empirical(../data/t.csv)", 'took_ms\n"3', ["data/t.csv:2: a quote is never closed, in column 1"]],
  ["empirical(missing.csv)", "", ['there is no file "models/missing.csv"']],
])("%s", (written, csv, expected) => expect(resolved(written, csv)).toEqual(expected));
