/** A call of `part.endpoint`, whatever kind of part answers it. */
import type { BuiltCallee } from "../language/kinds.js";
import type { Bytes } from "../parts/network-link/options.js";
import type { Site } from "./site.js";

/** Writes it, without policies. @param isApart while its caller may have gone on */
export function writeCall(site: Site, target: string, isApart = false, bytes: Bytes = {}): void {
  const [part = ""] = target.split(".");
  (site.assembly.part(part) as BuiltCallee).answer(site, target, isApart, bytes);
}
