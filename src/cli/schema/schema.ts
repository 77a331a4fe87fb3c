import { existsSync, readFileSync } from "node:fs";
import { stdout } from "../kit/terminals.js";
import type { Document } from "./command.js";

/** Prints what the build wrote, or what is made now. */
export async function schema(of: Document): Promise<void> {
  const built = new URL(`./schemas/${of}.json`, import.meta.url);
  const found: unknown = existsSync(built)
    ? JSON.parse(readFileSync(built, "utf8"))
    : (await import("./documents.js")).DOCUMENT_SCHEMAS[of]();
  stdout.write(`${JSON.stringify(found, null, 2)}\n`);
}
