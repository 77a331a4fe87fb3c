import { expect, it } from "vitest";
import { fileNameOf, folderOf, resolveFrom } from "../../../src/model/source/paths.js";

it.each([
  ["a.yaml", "b.yaml", "b.yaml"],
  ["x/a.yaml", "b.yaml", "x/b.yaml"],
  ["x/y/a.yaml", "../b.yaml", "x/b.yaml"],
  ["x/a.yaml", "./y/./b.yaml", "x/y/b.yaml"],
  ["a.yaml", "../b.yaml", "../b.yaml"],
  ["../a.yaml", "../b.yaml", "../../b.yaml"],
  ["/x/a.yaml", "../../../b.yaml", "/b.yaml"],
  ["x/a.yaml", "/b.yaml", "/b.yaml"],
  ["C:\\x\\a.yaml", "b.yaml", "C:/x/b.yaml"],
])("%s extends %s: %s", (file, relative, expected) => expect(resolveFrom(file, relative)).toBe(expected));

it("takes a path apart", () => {
  expect([folderOf("x/y/a.yaml"), fileNameOf("x/y/a.yaml")]).toEqual(["x/y", "a.yaml"]);
  expect([folderOf("a.yaml"), fileNameOf("a.yaml")]).toEqual(["", "a.yaml"]);
});
