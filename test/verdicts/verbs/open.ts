/** Opens a case as the command line would open the file. */
import type { Estimate } from "../../../src/analysis/findings/findings.js";
import { expectedRequests } from "../../../src/experiment/execute/expected-requests.js";
import { thisThread } from "../../../src/experiment/execute/threads.js";
import type { Workbench } from "../../../src/experiment/plan/knob.js";
import { type Overrides, openStudy } from "../../../src/experiment/plan/open-study.js";
import { type Study, windowJobs } from "../../../src/experiment/plan/study.js";
import { withFixedWindow } from "../../../src/experiment/precision/default-window.js";
import { Probe } from "../../../src/experiment/search/probe.js";
import type { OfferedLoad } from "../../../src/model/check/sense.js";
import { type Files, memoryFiles } from "../../../src/model/source/index.js";
import type { Case } from "../judgement.js";

export const FILE = "model.yaml";

export const filesOf = ({ data }: Case): Files => memoryFiles({ [FILE]: JSON.stringify(data) });

export interface Opened {
  readonly study: Study;
  readonly bench: Workbench;
  readonly loads: readonly OfferedLoad[];
}

const REQUESTS_MOST = 10_000; // Of all replications: the long runs have a hundred times as many.

/** The default window, if it is small enough; else one that is. */
export function small(one: Case): Overrides {
  const { study } = opened(one, {});
  const [job] = windowJobs(study, study.variants[0], 0, 1);
  const requests = study.replications * expectedRequests(job!);
  if (requests <= REQUESTS_MOST) return {};
  const seconds = (study.durationMs * REQUESTS_MOST) / requests / 1000;
  return { duration: `${Math.max(1, Math.round(seconds))}s` };
}

export function opened(one: Case, flags: Overrides = small(one)): Opened {
  const files = filesOf(one);
  const { study, diagnostics, loads, roots } = openStudy(FILE, files, flags);
  if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const [variant] = study.variants;
  return { study, bench: { variant, root: roots.get(variant.name)!, files }, loads: loads[0]!.resources };
}

/** As `sweep` and `ceiling` do. */
export const probeOf = ({ study, bench }: Opened, budget: number): Probe =>
  new Probe(withFixedWindow(study), bench.variant, thisThread(), { budget });

export const shown = ({ value, low, high, reason }: Estimate): string => {
  const round = (x: number | null): string => (x === null ? "?" : String(Number(x.toPrecision(4))));
  return `${round(value)} (${round(low)}–${round(high)})${reason === undefined ? "" : `, ${reason}`}`;
};
