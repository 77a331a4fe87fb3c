/** The long version of the oracle suite: `npm run test:oracles`. One file a family, so that cores share them. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BUILT } from "./long/build.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root,
  // Compiled code runs half as long again as fast as what vitest makes of the sources.
  resolve: { alias: [{ find: /^.*\/src\/(.*)\.js$/, replacement: `${root}${BUILT}/$1.js` }] },
  test: {
    include: ["test/oracles/long/*.test.ts"],
    globalSetup: ["test/oracles/long/build.ts"],
    reporters: ["default", "./test/oracles/long/reporter.ts"],
    server: { deps: { external: [new RegExp(BUILT)] } },
    testTimeout: 60 * 60_000,
  },
});
