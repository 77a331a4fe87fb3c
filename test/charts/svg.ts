/** What every chart must be, whatever it shows. */
import { JSDOM } from "jsdom";
import { expect } from "vitest";

const { DOMParser } = new JSDOM("").window;

const geometry = new Set(["d", "x", "y", "width", "height", "cx", "cy", "r", "transform", "viewBox"]);

export function parse(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(document.querySelector("parsererror")?.textContent ?? "well-formed").toBe("well-formed");
  return document;
}

export function expectSound(svg: string): void {
  const document = parse(svg);
  const root = document.documentElement;
  expect(root.getAttribute("role")).toBe("img");

  const attributes = [...document.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].filter(({ name }) => name !== "xmlns"),
  );
  for (const { name, value } of attributes) {
    if (/NaN|undefined|Infinity|null|url\(|https?:/.test(value)) expect.fail(`${name}="${value}"`);
    if (geometry.has(name) && /\.\d{3}|\de/.test(value)) expect.fail(`${name}="${value}"`);
  }
  expect(svg).not.toMatch(/<script|<image|<foreignObject|@import/);

  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const labelled = root.getAttribute("aria-labelledby")!.split(" ");
  for (const id of labelled) expect(document.getElementById(id)?.textContent).toBeTruthy();
}
