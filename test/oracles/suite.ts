/** One test a case. Rows go to the reporter by the test's meta data. */
import { expect, it } from "vitest";
import type { Length, OracleCase } from "./case.js";
import type { Row } from "./judge.js";
import { runCase } from "./run-case.js";
import { complaint } from "./table.js";

declare module "vitest" {
  interface TaskMeta {
    oracles?: readonly Row[];
  }
}

/** @returns the rows, filled as the tests run */
export function suite(cases: readonly OracleCase[], length: Length): readonly Row[] {
  const all: Row[] = [];
  for (const oracle of cases) {
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => {
      const rows = runCase(oracle, length);
      task.meta.oracles = rows;
      all.push(...rows);
      expect(rows.filter((row) => row.verdict === "FAIL").map(complaint)).toEqual([]);
    });
  }
  return all;
}
