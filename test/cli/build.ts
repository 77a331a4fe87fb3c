/** Builds `dist` before the tests of the command line, if it is missing or older than the source. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";

const MAIN = "dist/cli/main.js";

export default function build(): void {
  const folders = process.argv.filter((word) => word.startsWith("test")); // None: everything is tested.
  const isAsked =
    folders.length === 0 || folders.some((folder) => folder.startsWith("test/cli") || /^test\/?$/.test(folder));
  if (isAsked && isStale()) execFileSync("npm", ["run", "build", "--silent"], { stdio: "inherit" });
}

function isStale(): boolean {
  if (!existsSync(MAIN)) return true;
  const builtMs = statSync(MAIN).mtimeMs;
  return readdirSync("src", { recursive: true, encoding: "utf8" }).some(
    (file) => statSync(`src/${file}`).mtimeMs > builtMs,
  );
}
