import { expect, it } from "vitest";
import { spikeOf } from "../../src/experiment/spike.js";

const MINUTE = 60_000;
const clock = "1998-07-07T23:30:00";

it.each([
  ["23:40", "23:50", { fromMs: 10 * MINUTE, toMs: 20 * MINUTE, label: "x" }],
  ["23:50", "00:10", { fromMs: 20 * MINUTE, toMs: 40 * MINUTE, label: "x" }],
  ["5min", "6min", { fromMs: 5 * MINUTE, toMs: 6 * MINUTE, label: "x" }],
  ["23:50", "23:40", "the spike ends before it begins"],
])("from %s to %s", (from, to, spike) => expect(spikeOf({ from, to, label: "x" }, clock)).toEqual(spike));
