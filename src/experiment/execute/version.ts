import { readFileSync } from "node:fs";

/** Headroom's version, as the package says. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string }
).version;
