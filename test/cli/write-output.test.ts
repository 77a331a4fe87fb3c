/** Files appear whole, and what is not a file is written through, not replaced: as root, /dev/null would be gone. */
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mayWriteFiles, writeWhole } from "../../src/cli/kit/write-output.js";
import { emptyFolder, filesIn } from "./headroom.js";

const never = (message: string): never => {
  throw new Error(message);
};

it("writes a file, and the folders above it", () => {
  const folder = emptyFolder();
  writeWhole(join(folder, "a/b/page.html"), "text");
  expect(filesIn(folder)).toEqual({ "page.html": "text" });
});

it("writes through a link, which stays one", () => {
  const folder = emptyFolder();
  const [target, link] = [join(folder, "target"), join(folder, "link")];
  writeFileSync(target, "before");
  symlinkSync(target, link);
  writeWhole(link, "after");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(target, "utf8")).toBe("after");
});

it("asks nothing of the folder of what is written through, and refuses a folder", () => {
  const folder = emptyFolder();
  const page = join(folder, "page.html");
  mkdirSync(page);
  expect(() => mayWriteFiles([page], never)).toThrow("it is a folder");
  expect(() => mayWriteFiles(["/dev/null", undefined, join(folder, "new/page.html")], never)).not.toThrow();
});
