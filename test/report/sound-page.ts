/** What every page must be, whatever it shows: whole, asking for nothing, and accessible by its structure. */
import { expect } from "vitest";
import { parse } from "./page.js";

const OUTSIDE = "script,link,img,image,iframe,object,embed,base,form,input,button,foreignObject,use,b,i,x,parsererror";

const UNPRINTABLE = /.{0,40}[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u; // Controls, and what turns the writing.

export function expectSound(text: string): void {
  const parsed = parse(text);
  expect(UNPRINTABLE.exec(text)).toBeNull();
  expect([...parsed.querySelectorAll(OUTSIDE)].map(({ outerHTML }) => outerHTML)).toEqual([]);
  expect(parsed.querySelectorAll("style")).toHaveLength(1);
  expect(parsed.querySelectorAll("h1")).toHaveLength(1);
  expect(parsed.documentElement.lang).toBe("en");
  expect(parsed.title).not.toBe("");
  expect(parsed.body.textContent).not.toMatch(/NaN|undefined|Infinity|\[object/);
  expect(parsed.querySelector("style")!.textContent).not.toMatch(/url\(|@import/);

  const ids = [...parsed.querySelectorAll("[id]")].map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  for (const element of parsed.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^src$|xlink/.test(name)) expect.fail(`${name}="${value}"`);
      if (name === "href" && !ids.includes(value.replace(/^#/, ""))) expect.fail(`href="${value}"`);
      if (name !== "xmlns" && /url\(|NaN|undefined|Infinity/.test(value)) expect.fail(`${name}="${value}"`);
      if (name === "aria-labelledby") {
        for (const id of value.split(" ")) expect(parsed.getElementById(id)?.textContent, id).toBeTruthy();
      }
    }
  }
  for (const table of parsed.querySelectorAll("table")) {
    const columns = table.querySelectorAll("thead tr > *").length;
    expect(table.querySelectorAll("thead th:not([scope=col]), tbody th:not([scope=row])")).toHaveLength(0);
    for (const row of table.querySelectorAll("tbody tr")) expect(row.children.length).toBe(columns);
  }
}
