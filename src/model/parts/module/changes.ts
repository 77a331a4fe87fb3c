/** The overlay that makes a module of a service: what only a process of its own has is taken away. */
import type { Overlay } from "../../changes/change.js";

const KEPT = ["endpoints", "leak"];

/** @param written options of the service, as the file says them */
export const asModule = (written: Overlay): Overlay => ({
  ...Object.fromEntries(Object.keys(written).flatMap((key) => (KEPT.includes(key) ? [] : [[key, null]]))),
  type: "module",
});
