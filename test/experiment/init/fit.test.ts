/** Where requests wait for cores, what the model has is what was asked, not what it takes without waiting. */
import { expect, it } from "vitest";
import type { Given } from "../../../src/experiment/init/asked.js";
import { fitTimes } from "../../../src/experiment/init/fit.js";
import { remarksOn } from "../../../src/experiment/init/remarks.js";
import { settle } from "../../../src/experiment/init/settled.js";

const fitted = (given: Given) => fitTimes(settle(given, null).settled!, { name: "x", command: "x" });

it("waiting is taken out of the service times", () => {
  const fit = fitted({ peak: 50, p50: 40, p99: 200, nodes: 1, cores: 2, busy: 0.6 });
  const [{ has }] = fit.met as [(typeof fit.met)[number]];
  expect(Math.abs(Math.log(has.p50 / 40))).toBeLessThan(0.03);
  expect(Math.abs(Math.log(has.p99 / 200))).toBeLessThan(0.06);
  expect(remarksOn(fit)).toEqual([]);
});

it("says what it has where waiting alone is more than was asked", () => {
  const fit = fitted({ peak: 45, p50: 20, p99: 22, nodes: 1, cores: 1, busy: 0.85 });
  expect(remarksOn(fit).join(" ")).toMatch(/Both percentiles cannot be met: the model has .*p99 \S+ instead of 22ms/);
});
