import { expect, it } from "vitest";
import { load } from "../../../src/model/source/index.js";
import { nodeFiles } from "../../../src/model/source/node-files.js";

it("reads and lists the disk, and tells missing from unreadable", () => {
  expect(nodeFiles.read("package.json")).toContain("headroom");
  expect(nodeFiles.read("no/such/file.yaml")).toBeNull();
  expect(nodeFiles.list!("")).toContain("package.json");
  expect(load("src", nodeFiles).diagnostics[0]!.message).toMatch(/^"src" cannot be read: EISDIR/);
  expect(load("packgae.json", nodeFiles).diagnostics[0]!.hint).toBe('did you mean "package.json"?');
});
