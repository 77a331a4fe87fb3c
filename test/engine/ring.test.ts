import fc from "fast-check";
import { expect, it } from "vitest";
import { Ring } from "../../src/engine/ring.js";

it("gives back what it was given, in that order, however it grows and wraps", () => {
  const pushOrShift = fc.array(fc.integer({ min: -100, max: 60 }), { maxLength: 40, size: "max" });
  const agree = (runs: readonly number[]): void => {
    const ring = new Ring();
    const list: number[] = [];
    let next = 0;
    for (const run of runs) {
      for (let i = 0; i < run; i++) {
        ring.push(next);
        list.push(next++);
      }
      for (let i = 0; i < -run && list.length > 0; i++) expect(ring.shift()).toBe(list.shift());
      expect(ring.isEmpty).toBe(list.length === 0);
    }
    while (list.length > 0) expect(ring.shift()).toBe(list.shift());
    expect(ring.isEmpty).toBe(true);
  };
  fc.assert(fc.property(pushOrShift, agree));
});
