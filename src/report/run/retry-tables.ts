/** Retries around retries: what each layer makes of a request, as measured and at most. */
import type { Estimate, Findings } from "../../analysis/findings/findings.js";
import { inline, showNumber } from "../../charts/kit/estimate.js";
import type { Table } from "../kit/table.js";
import { variantTable } from "./variant-tables.js";

/** No rows where no retries stand around others. */
export const retryTable = (findings: Findings): Table =>
  variantTable(
    findings,
    ["layer", ">attempts a call", ">at most", ">calls of it a request", ">at most"],
    ({ layers = [], parts }) =>
      layers.map(({ call, part, attempts, most }) => {
        const measures = parts[part]?.measures ?? {};
        return [call, shown(measures.attempts), atMost(attempts), shown(measures.calls), atMost(most)];
      }),
  );

const atMost = (times: number): string => String(Number(times.toPrecision(3)));

const shown = (estimate: Estimate | undefined): string => (estimate === undefined ? "–" : inline(showNumber(estimate)));
