/** A phone is told of columns that it does not show. */
import { JSDOM } from "jsdom";
import { expect, it } from "vitest";
import { style } from "../../src/report/html/style.js";
import { hiddenColumns } from "../../src/report/html/wider.js";
import { pageOf, shorter } from "./page.js";

it("says how many columns there are where they are wider than it is, and nothing where they fit", () => {
  expect(
    hiddenColumns([
      ["part", "now"],
      ["web", "1.90 ms"],
    ]),
  ).toBeUndefined();
  expect(
    hiddenColumns([
      ["part", "now"],
      ["web", "w".repeat(50)],
    ]),
  ).toBe("2 columns: scroll →");
  expect(
    hiddenColumns([
      ["a", "b", "c"],
      ["web", "57.2 ms ±8.3", "0.0371% ≤0.161 of all"],
    ]),
  ).toBe("3 columns: scroll →");
});

it("stands above tables and pictures, for eyes alone, and only on a phone", () => {
  const { document } = new JSDOM(pageOf(shorter())).window;
  const told = [...document.querySelectorAll(".wider")];
  expect(told.map(({ parentElement }) => parentElement!.className)).toEqual(told.map(() => "scroll"));
  expect(told.every((each) => each.getAttribute("aria-hidden") === "true")).toBe(true);
  const of = (id: string) => document.querySelector(`#${id}`)!.parentElement!.querySelector(".wider")?.textContent;
  expect(of("t-variants")).toMatch(/^\d columns: scroll →$/);
  expect(document.querySelector("figure .wider")?.textContent).toBe("The picture is wider: scroll →");
  expect(style.replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, "")).toContain(".wider{display:none}");
});
