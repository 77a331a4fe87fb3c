import { builtOrMade } from "../kit/built-texts.js";
import { stdout } from "../kit/terminals.js";
import type { Document } from "./command.js";

export async function schema(of: Document): Promise<void> {
  stdout.write(`${JSON.stringify(await schemaOf(of), null, 2)}\n`);
}

/** As the build wrote it, or as it is made now. */
export async function schemaOf(of: Document): Promise<unknown> {
  return builtOrMade(`${of} schema`, async () => (await import("./documents.js")).DOCUMENT_SCHEMAS[of]());
}
