/** A hash of what measurements depend on besides the job: the code that simulates, and V8's arithmetic. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { VERSION } from "./version.js";

const FOLDERS = ["mathematics", "engine", "components", "model"]; // run-job.ts only calls them.
const CODE = /(?<!\.d)\.[jt]s$/;

/**
 * SHA-256 of the version, of V8's (its logarithms and powers are part of the numbers) and of the code, so that a
 * changed simulator does not reuse old measurements.
 *
 * @param root folder of the code, as built or as source
 */
export function simulatorHash(root: string = fileURLToPath(new URL("../..", import.meta.url))): string {
  const hash = createHash("sha256").update(`${VERSION} ${process.versions.v8}\n`);
  for (const folder of FOLDERS)
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).sort())
      if (CODE.test(file)) hash.update(`${folder}/${file}\n`).update(readFileSync(join(root, folder, file)));
  return hash.digest("hex");
}
