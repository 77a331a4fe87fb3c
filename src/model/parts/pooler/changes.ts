/** The overlay for a new pooler in front of a database. */
import type { Overlay } from "../../changes/change.js";

/** @param connections to the database */
export const newPooler = (connections: number): Overlay => ({ type: "pooler", connections, time: "0.2ms" });
