/** Writes the way over the link of `links` that lies between who asks here and a part. */
import type { Site } from "../../wiring/site.js";
import { linkFrom } from "./between.js";
import { crossing, type DrawnBytes, whileConnected } from "./cross.js";
import type { BuiltLink } from "./network-link.js";

type Around = (body: () => void) => void;

/** @param connects whether those who ask keep connections of their own @returns null where no link lies between */
export function onLink(site: Site, part: string, bytes: DrawnBytes | null, connects: boolean): Around | null {
  const { caller, assembly } = site;
  const found = caller === null ? null : linkFrom(assembly.model, caller, part);
  if (found === null) return null;
  const { crossing: built } = assembly.part(found.link) as BuiltLink;
  return (body) => {
    const way = crossing(site, built, bytes, found.isBackwards);
    const { first } = assembly.flow;
    const crossed = (): void => {
      way.there(first);
      body();
      way.back(first);
    };
    if (connects) whileConnected(site, built, crossed);
    else crossed();
  };
}
