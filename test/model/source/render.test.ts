import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Diagnostic, render } from "../../../src/model/source/index.js";
import { safeText } from "../../../src/text/safe-text.js";

const at = (line: number, column: number, length = 1, file = "a.yaml") => ({ file, line, column, length });
const plain = { color: false, width: 80 };
const shown = (text: string, ...diagnostics: Diagnostic[]) => render(diagnostics, () => text, plain);
const wrong = (location: Diagnostic["location"], message = "is wrong", hint?: string): Diagnostic =>
  hint === undefined ? { severity: "error", message, location } : { severity: "error", message, location, hint };

describe("a diagnostic for a terminal", () => {
  it("is its place, what is wrong, the line, and what to do", () => {
    expect(shown("a: 1\nrtae: 2\n", wrong(at(2, 1, 4), 'unknown key "rtae"', 'did you mean "rate"?'))).toBe(
      [
        'a.yaml:2:1: error: unknown key "rtae"',
        "   2 | rtae: 2",
        "     | ^^^^",
        '     did you mean "rate"?',
        "",
        "1 error",
      ].join("\n"),
    );
  });

  it("leaves a long place whole, to be clicked, and says the rest below it", () => {
    const file = `${"folder/".repeat(12)}a.yaml`;
    expect(
      shown("a: 1", wrong(at(1, 1, 1, file), "is wrong"))
        .split("\n")
        .slice(0, 2),
    ).toEqual([`${file}:1:1:`, "     error: is wrong"]);
  });

  it("says nothing when nothing is wrong", () => expect(shown("a")).toBe(""));

  it("is sorted by file, line and column, each thing once, and counted", () => {
    const warning: Diagnostic = { severity: "warning", message: "look", location: at(1, 1) };
    const all = [
      wrong(null, "no place"),
      wrong(at(1, 1, 1, "b.yaml")),
      wrong(at(10, 1)),
      warning,
      wrong(at(9, 2)),
      wrong(at(9, 2)),
    ];
    expect(render(all, () => null, plain)).toBe(
      [
        "a.yaml:1:1: warning: look",
        "a.yaml:9:2: error: is wrong",
        "a.yaml:10:1: error: is wrong",
        "b.yaml:1:1: error: is wrong",
        "error: no place",
        "4 errors and 1 warning",
      ].join("\n\n"),
    );
  });

  it("shows the part of a long line that matters", () => {
    const text = `${"x".repeat(200)}HERE${"y".repeat(200)}`;
    const [, source, underline] = shown(text, wrong(at(1, 201, 4))).split("\n");
    expect(source!.length).toBeGreaterThan(75);
    expect(source).toMatch(/^ {3}1 \| …x+HEREy+…$/);
    expect(underline!.indexOf("^^^^")).toBe(source!.indexOf("HERE"));
  });

  it("keeps carets in place below wide characters and tabs", () => {
    const [, source, underline] = shown("\t名前: 値", wrong(at(1, 6, 1))).split("\n");
    expect(source).toBe("   1 |  名前: 値");
    expect(underline).toBe(`     | ${" ".repeat(1 + 4 + 2)}^^`);
  });

  it("lets nothing in a file move the cursor or turn the text round", () => {
    const text = "a: \u001b[2Jx\u202Ey\u0007\r\n";
    const output = shown(text, wrong(at(1, 4, 2), 'unknown "\u001b[2J\u202E"\nnext'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(output).toContain('error: unknown "�[2J�" next');
  });

  it("points after the end of a line when something is missing there", () => {
    expect(
      shown("a: [1", wrong(at(1, 6)))
        .split("\n")
        .slice(1, 3),
    ).toEqual(["   1 | a: [1", "     |      ^"]);
  });

  it("colours on request, without changing the text", () => {
    const coloured = render([wrong(at(1, 1), "m", "h")], () => "text", { color: true, width: 80 });
    expect(coloured).toContain("\u001b[31m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(shown("text", wrong(at(1, 1), "m", "h")));
  });
});

it("no line is wider than asked, whatever is in it, but a place that is", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ minLength: 60, maxLength: 300 }));
  const location = fc.record({
    file: fc.oneof(fc.constant("models/a.yaml"), text),
    line: fc.integer({ min: 1, max: 4 }),
    column: fc.integer({ min: 1, max: 320 }),
    length: fc.integer({ min: 1, max: 320 }),
  });
  const diagnostic = fc.record({
    severity: fc.constantFrom("error" as const, "warning" as const),
    message: text,
    location: fc.option(location),
    hint: text,
  });
  const widths = fc.integer({ min: 40, max: 120 });
  fc.assert(
    fc.property(fc.array(diagnostic, { maxLength: 4 }), text, widths, (diagnostics, source, width) => {
      const places = diagnostics.flatMap(({ location: at }) =>
        at === null ? [] : [safeText(`${at.file}:${at.line}:${at.column}:`)],
      );
      for (const line of render(diagnostics, () => source, { color: false, width }).split("\n")) {
        if (!places.includes(line)) expect([...line].length).toBeLessThanOrEqual(width);
      }
    }),
    { numRuns: 300 },
  );
});
