import { expect, it } from "vitest";
import type { Typed } from "../../src/report/kit/answer.js";
import { markdown } from "../../src/report/run/markdown.js";
import { terminal } from "../../src/report/run/terminal.js";
import { semiFinal } from "../charts/stages.js";

const typed: Typed = (verb, { variant } = {}) =>
  `npx headroom ${verb} experiments/world-cup-semi-final.yaml --variant '${variant}'`;
const options = {
  colour: false,
  speed: { seconds: 83.2, requestsPerSecond: 1_548_114 },
  written: "output/world-cup-semi-final/",
  typed,
};

const speed = { seconds: 83.2, requestsPerSecond: 1_548_114 };

it("the report of the semi-final is as it was", () =>
  expect(
    markdown(semiFinal(), { command: "headroom run experiments/world-cup-semi-final.yaml", speed, typed }),
  ).toMatchFileSnapshot("golden/report.md"));

it("the terminal says what it said, on one screen", () =>
  expect(terminal(semiFinal(), options)).toMatchFileSnapshot("golden/terminal.txt"));

it("and with more room", () =>
  expect(terminal(semiFinal(), { ...options, width: 120 })).toMatchFileSnapshot("golden/terminal-120.txt"));

it("and all that it found", () =>
  expect(terminal(semiFinal(), { ...options, verbose: true })).toMatchFileSnapshot("golden/terminal-verbose.txt"));
