import { expect, test } from "vitest";
import { agreement } from "./agreement.js";
import { secondsOf } from "./process-cpu.js";
import { questions } from "./questions.js";

test("user and system time are read from the last line, whatever the program said before", () => {
  expect(secondsOf("1.000 2.000\na warning\n0.350 0.040\n")).toBeCloseTo(0.39);
  expect(() => secondsOf("a warning\n")).toThrow("a warning");
});

test("theory's answers are those of the books", () => {
  expect(questions[0]!.mean).toBeCloseTo(10);
  expect(questions[1]!.mean).toBeCloseTo(1.3696, 4);
  expect(questions[2]!.mean).toBeGreaterThan(0.02 + 0.5 * 0.16);
});

test("runs agree with what lies in Student's interval, and with nothing else", () => {
  const means = [9.9, 10.1, 10, 9.95, 10.05]; // Standard error 0.0354, and 8.610 of it at 99.9 % with 4 degrees.
  expect(agreement(means, 10.3)).toMatchObject({ agrees: true, halfWidth: expect.closeTo(0.3044, 3) });
  expect(agreement(means, 10.31).agrees).toBe(false);
  expect(agreement(means, 9.69).agrees).toBe(false);
});
