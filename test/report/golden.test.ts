import { expect, it } from "vitest";
import { markdown } from "../../src/report/run/markdown.js";
import { terminal } from "../../src/report/run/terminal.js";
import { semiFinal } from "../charts/stages.js";

const speed = { seconds: 83.2, requestsPerSecond: 1_548_114 };

it("the report of the semi-final is as it was", () =>
  expect(
    markdown(semiFinal(), { command: "headroom run experiments/world-cup-semi-final.yaml", speed }),
  ).toMatchFileSnapshot("golden/report.md"));

it("the terminal says what it said", () =>
  expect(
    terminal(semiFinal(), {
      colour: false,
      speed,
      written: "output/world-cup-semi-final/",
      next: "headroom ceiling models/world-cup/stage-6.yaml",
    }),
  ).toMatchFileSnapshot("golden/terminal.txt"));
