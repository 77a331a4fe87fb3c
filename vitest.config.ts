import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/oracles/long/**"],
    testTimeout: 60_000,
    maxWorkers: "100%",
    isolate: false, // Files of one worker share modules: loading and compiling them for each took a third of the time.
    setupFiles: ["test/properties.ts"],
    globalSetup: ["test/cli/build.ts"],
  },
});
