/** A module runs in its caller's process: it has no threads or cores of its own, only what is counted of it. */
import type { PartMeter } from "../../engine/meters.js";

export const moduleMeter = (name: string): PartMeter => ({ name, type: "module", resources: [], measures: [] });
