/** Builds what changed in `dist` before the tests of the command line. */
import { execFileSync } from "node:child_process";

export default function build(): void {
  const folders = process.argv.filter((word) => word.startsWith("test")); // None: everything is tested.
  const isAsked =
    folders.length === 0 || folders.some((folder) => folder.startsWith("test/cli") || /^test\/?$/.test(folder));
  if (isAsked) execFileSync("npm", ["run", "prepare", "--silent"], { stdio: "inherit" });
}
