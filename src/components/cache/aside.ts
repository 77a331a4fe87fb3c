/** Requests that do work on behalf of another, which does not wait for it: refreshes, and writes after the fact. */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GoAway } from "../steps/ends.js";

/** @param inherited columns that it takes over */
export function takeAside(flow: Flow, request: RequestId, inherited: readonly Int32Column[]): RequestId {
  const one = flow.requests.take();
  flow.inherit(one, request);
  flow.arrivedMs.at[one] = flow.simulation.nowMs;
  for (const column of inherited) column.at[one] = column.at[request];
  return one;
}

/** Writes the end of what it does. */
export function endsAside(flow: Flow, program: Program): void {
  program.add(new GoAway(flow));
  program.end();
}
