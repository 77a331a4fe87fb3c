/** Text of single columns is measured without the library, and as the library would. */
import fc from "fast-check";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import wrapAnsi from "wrap-ansi";
import { fold } from "../../src/text/fold.js";
import { plain } from "../../src/text/safe-text.js";
import { columns, isSingle } from "../../src/text/width.js";

const ALL = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
const SINGLE = ALL.filter(isSingle);

it("is nearly all that is said", () => {
  expect(SINGLE.length).toBeGreaterThan(1000);
  expect(isSingle("“web” – 12.5\u00a0% of 3 × 10⁶ → müde… ≥ 95%, ρ = 0.8 ✓")).toBe(true);
  for (const other of ["\t", "\n", "\u001b[31m", "\u00ad", "\u0301", "宽", "👩", "\u200d", "✅"])
    expect(isSingle(`a${other}`), JSON.stringify(other)).toBe(false);
});

it("each takes one column", () => {
  for (const character of SINGLE) expect(stringWidth(character), character).toBe(1);
});

it("also beside each other, and with others among them the library is asked", () => {
  const characters = fc.oneof(fc.constantFrom(...SINGLE), fc.constantFrom(...SINGLE), fc.constantFrom(...ALL));
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...SINGLE) }),
    fc.string({ unit: characters }),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(fc.property(text, (each) => columns(each) === stringWidth(each)));
});

it("is folded as the library does", () => {
  const word = fc.string({ unit: fc.constantFrom(...SINGLE, ..."\u00a0abcde".repeat(100)), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word), fc.integer({ min: 6, max: 20 }), (text, width) => {
      const words = text.join(" ").normalize().trim().split(/ +/);
      expect(fold(text.join(" "), width)).toEqual(wrapAnsi(words.join(" "), width).split("\n").map(plain));
    }),
    { numRuns: 3000 },
  );
});
