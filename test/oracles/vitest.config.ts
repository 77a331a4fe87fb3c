/** The long version of the oracle suite: `npm run test:oracles`. One file a family, so that cores share them. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { takenCompiled } from "../compile.js";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: takenCompiled.resolve,
  test: {
    include: ["test/oracles/long/*.test.ts"],
    globalSetup: ["test/compile.ts"],
    reporters: ["default", "./test/oracles/long/reporter.ts"],
    server: takenCompiled.server,
    testTimeout: 60 * 60_000,
  },
});
