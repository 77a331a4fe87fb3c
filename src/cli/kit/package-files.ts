/** The models and experiments that come with headroom, so that its examples work in any folder. */
import { existsSync } from "node:fs";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { isBuilt } from "../../experiment/execute/version.js";

const FOLDERS = ["models", "experiments"];
const ROOT = fileURLToPath(new URL(isBuilt ? "../" : "../../../", import.meta.url));

/**
 * Where the package has it; null: it has none, or this folder has models or experiments of its own, of which one may be
 * missing.
 */
export function inPackage(path: string): string | null {
  const [folder = ""] = normalize(path).split(/[\\/]/);
  if (!FOLDERS.includes(folder) || existsSync(folder)) return null;
  const there = join(ROOT, path);
  return existsSync(there) ? there : null;
}
