import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/oracles/long/**"],
    testTimeout: 60_000,
    setupFiles: ["test/properties.ts"],
    globalSetup: ["test/cli/build.ts"],
  },
});
