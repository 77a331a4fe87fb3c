import { defineConfig } from "vitest/config";
import { takenCompiled } from "./test/compile.js";

const isWatched = !process.argv.includes("run"); // Then a change of a source must be seen.

export default defineConfig({
  resolve: isWatched ? {} : takenCompiled.resolve,
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/oracles/long/**"],
    testTimeout: 60_000,
    maxWorkers: "100%",
    isolate: false, // Files of one worker share modules: loading and compiling them for each took a third of the time.
    execArgv: ["--min-semi-space-size=64", "--max-semi-space-size=64"], // Megabytes. Made-up findings are large, and soon gone.
    server: takenCompiled.server,
    setupFiles: ["test/properties.ts"],
    globalSetup: ["test/compile.ts", "test/cli/build.ts"],
  },
});
