import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

it("reads UTF-16, which spreadsheets write", () => {
  const folder = mkdtempSync(join(tmpdir(), "headroom-"));
  const file = join(folder, "counts.csv");
  const littleEndian = Buffer.from("\uFEFFtime,größe\n8:00,3\n", "utf16le");
  for (const bytes of [littleEndian, Buffer.from(littleEndian).swap16()]) {
    writeFileSync(file, bytes);
    expect(nodeFiles.read(file)?.replace("\uFEFF", "")).toBe("time,größe\n8:00,3\n");
  }
  rmSync(folder, { recursive: true });
});
