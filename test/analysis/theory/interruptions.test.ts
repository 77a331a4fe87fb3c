/** Servers that break down, and classes that interrupt, where the formulas reduce to what is known otherwise. */
import { expect, it } from "vitest";
import { interruptedWait, repeated, resumed } from "../../../src/analysis/theory/interruptions.js";
import { gammaMoments, mg1 } from "../../../src/analysis/theory/mg1.js";
import { preemptiveResume } from "../../../src/analysis/theory/preemptive-resume.js";
import { mm1 } from "../../theory/mm1.js";
import { close } from "./close.js";

const breakdowns = { rate: 2, repair: gammaMoments(0.25, 1) };

it("breakdowns are the first class of two, where they come only while the server is up", () => {
  // The two-class formula counts breakdowns that queue up behind each other; rare and short, they hardly ever do.
  const rare = { rate: 1e-4, repair: gammaMoments(1e-2, 1) };
  const service = gammaMoments(0.1, 1);
  const asClass = preemptiveResume([
    { lambda: rare.rate, service: rare.repair },
    { lambda: 5, service },
  ])[1]!;
  const completion = resumed(service, rare);
  close(interruptedWait(5, completion, rare) + completion.first, asClass, 1e-8);
});

it("White & Christie's M/M/1: L = λ(…) from the balance equations, solved by hand", () => {
  // Generating functions: P(down) = f ÷ (f + θ); L = λ [ (θ+f)² + μ f ] ÷ ((θ+f) (μθ − λ(θ+f))).
  const [lambda, mu, f, theta] = [4, 10, 2, 4];
  const l = (lambda * ((theta + f) ** 2 + mu * f)) / ((theta + f) * (mu * theta - lambda * (theta + f)));
  const completion = resumed(gammaMoments(1 / mu, 1), breakdowns);
  close(lambda * (interruptedWait(lambda, completion, breakdowns) + completion.first), l, 1e-12);
});

it("work that begins again takes E[e^(fS) − 1] (1 ÷ f + r)", () => {
  const { first, second } = repeated(0.3, breakdowns);
  close(first, Math.expm1(2 * 0.3) * (1 / 2 + 0.25));
  expect(second).toBeGreaterThan(first ** 2);
  const seldom = { rate: 1e-6, repair: breakdowns.repair };
  const [again, goesOn] = [repeated(0.3, seldom), resumed(gammaMoments(0.3, 0), seldom)];
  close(again.second, goesOn.second, 1e-5);
});

it("without breakdowns or a second class it is M/G/1", () => {
  const never = { rate: 0, repair: breakdowns.repair };
  const service = gammaMoments(0.1, 4);
  close(interruptedWait(8, resumed(service, never), never), mg1(8, service).meanWait);
  expect(interruptedWait(11, service, never)).toBe(Infinity);
  close(preemptiveResume([{ lambda: 8, service }])[0]!, mg1(8, service).meanSojourn);
});

it("classes alike but for their turn make one M/M/1 in all; who cannot be kept up with waits for ever", () => {
  const service = gammaMoments(0.1, 1);
  const [first, second] = preemptiveResume([
    { lambda: 3, service },
    { lambda: 4, service },
  ]) as [number, number];
  close(first, mm1(3, 10).meanSojourn);
  close((3 * first + 4 * second) / 7, mm1(7, 10).meanSojourn);
  expect(
    preemptiveResume([
      { lambda: 3, service },
      { lambda: 7, service },
    ])[1],
  ).toBe(Infinity);
});
