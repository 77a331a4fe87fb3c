/** Long documents that the build has written, all in one compressed file, since to make them takes longer than to read them. */
import { existsSync, readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";

/** As the build wrote it, or as it is made now. */
export async function builtOrMade<Document>(name: string, make: () => Promise<Document>): Promise<Document> {
  const file = new URL("./documents.json.br", import.meta.url);
  if (!existsSync(file)) return make();
  const all = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Record<string, Document>;
  return all[name] ?? make();
}
