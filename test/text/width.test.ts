/** Text of single columns is measured without the library, and as the library would. */
import fc from "fast-check";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import wrapAnsi from "wrap-ansi";
import { fold } from "../../src/text/fold.js";
import { columns, isSingle } from "../../src/text/width.js";

const ALL = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
const SINGLE = ALL.filter(isSingle);

it("is nearly all that is said", () => {
  expect(SINGLE.length).toBeGreaterThan(700);
  expect(isSingle("“web” – 12.5 % of 3 × 10⁶ → müde… ≥ 95%")).toBe(false); // A raised digit is not among them.
  expect(isSingle("“web” – 12.5 % of 3 × 10 → müde… ≥ 95%")).toBe(true);
  for (const other of ["\t", "\n", "\u001b[31m", "\u00a0", "\u00ad", "\u0301", "宽", "👩", "\u200d"])
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

it("what fits in a line stays one", () => {
  const text = fc.string({ unit: fc.constantFrom(...SINGLE, " ", " "), maxLength: 100 });
  fc.assert(
    fc.property(text, (each) => {
      const line = each.trim().split(/ +/).join(" ");
      fc.pre(line.length <= 100);
      expect(fold(each, 100).join("\n")).toBe(wrapAnsi(line.normalize(), 100));
    }),
  );
});
