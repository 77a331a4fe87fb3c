/** The peak of the Universal Scalability Law against a search over every n. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { mostCores } from "../../src/model/parts/shared/work-capacity.js";

const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

it("is the largest throughput that any number of requests gets", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), share, share, (cores, contention, coherency) => {
      const done = (n: number): number => Math.min(n, cores) / (1 + contention * (n - 1) + coherency * n * (n - 1));
      const largest = Math.max(...Array.from({ length: 65 }, (_, i) => done(i + 1)));
      expect(mostCores({ cores, contention, coherency })).toBeCloseTo(largest, 9);
    }),
  );
});

it("is what contention leaves of endless cores", () => expect(mostCores({ contention: 0.05 })).toBe(20));
