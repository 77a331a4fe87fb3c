/** What a test of an oracle case asserts to be empty. Rows go to the reporter by the test's meta data. */
import type { Length, OracleCase } from "./case.js";
import type { Row } from "./judge.js";
import { runCase } from "./run-case.js";
import { complaint } from "./table.js";

declare module "vitest" {
  interface TaskMeta {
    oracles?: readonly Row[];
  }
}

/** Runs the case; one line for each check that fails. */
export function disagreements(
  oracle: OracleCase,
  length: Length,
  { meta }: { readonly meta: { oracles?: readonly Row[] } },
): string[] {
  const rows = runCase(oracle, length);
  meta.oracles = rows;
  return rows.filter(({ verdict }) => verdict === "FAIL").map(complaint);
}
