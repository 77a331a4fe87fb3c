import { readFileSync } from "node:fs";

declare const BUILT_VERSION: string; // The build puts the version in its place.

/** Whether this is the built program, whose files stand side by side, or the source. */
export const isBuilt = typeof BUILT_VERSION !== "undefined";

/** Headroom's version, as the package says. */
export const VERSION: string =
  typeof BUILT_VERSION !== "undefined"
    ? BUILT_VERSION
    : (JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string })
        .version;
