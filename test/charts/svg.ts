/** What every chart must be, whatever it shows. */
import { JSDOM } from "jsdom";
import { expect } from "vitest";

const { DOMParser } = new JSDOM("").window;

const geometry = new Set(["d", "x", "y", "width", "height", "cx", "cy", "r", "transform", "viewBox"]);

/** A selector would have jsdom keep the document for ever: of thousands we ask by name. */
export function parse(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(document.getElementsByTagName("parsererror")[0]?.textContent ?? "well-formed").toBe("well-formed");
  return document;
}

export function expectSound(svg: string): void {
  const document = parse(svg);
  const root = document.documentElement;
  expect(root.getAttribute("role")).toBe("img");

  const elements = [...document.getElementsByTagName("*")];
  const attributes = elements.flatMap((element) => [...element.attributes].filter(({ name }) => name !== "xmlns"));
  for (const { name, value } of attributes) {
    const isOdd = /NaN|undefined|Infinity|null|url\(|https?:/.test(value);
    if (isOdd || (geometry.has(name) && /\.\d{3}|\de/.test(value)))
      expect.fail(`${name}="${value}" in ${root.getAttribute("aria-labelledby")}`);
  }
  expect(svg).not.toMatch(/<script|<image|<foreignObject|@import/);

  const ids = elements.filter((element) => element.hasAttribute("id")).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const labelled = root.getAttribute("aria-labelledby")!.split(" ");
  for (const id of labelled) expect(document.getElementById(id)?.textContent).toBeTruthy();
}
