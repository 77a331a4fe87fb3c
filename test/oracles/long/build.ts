/** Compiles the sources for a long run, apart from `dist`, which may be being built. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";

/** Inside node_modules, so that what it imports is found. */
export const BUILT = "node_modules/.cache/oracles";

export default function build(): void {
  rmSync(BUILT, { recursive: true, force: true });
  execFileSync(
    "node_modules/.bin/tsc",
    [
      ...["-p", "tsconfig.build.json", "--outDir", BUILT, "--tsBuildInfoFile", `${BUILT}/.tsbuildinfo`],
      ...["--declaration", "false", "--emitDeclarationOnly", "false"],
    ],
    {
      stdio: "inherit",
    },
  );
}
