/** What only caches measure, by the names that objectives and claims use. */
import type { PartFigure } from "../../language/kinds.js";
import { DATA_AGE, FRESHNESS } from "../shared/freshness.js";

export const CACHE_FIGURES: readonly PartFigure[] = [
  { name: "hit rate", measure: "hitRate", unit: "1", goal: "more", summary: "Share of the look-ups that hit" },
  {
    name: "fills",
    measure: "fills",
    unit: "1/s",
    goal: "neither",
    summary: "Keys put in a second, of a cache by key",
  },
  {
    name: "fetches at once",
    measure: "fetchesAtOnce",
    unit: "number",
    goal: "less",
    summary:
      "How often a key is fetched each time it is missing, of a cache by key: 1 where one request fetches it for all",
  },
  DATA_AGE,
  {
    name: "entries",
    measure: "entries",
    unit: "number",
    isLevel: true,
    goal: "neither",
    summary: "Keys it holds, in all its processes, at the end of each bin of time",
  },
  {
    name: "evictions",
    measure: "evictions",
    unit: "1/s",
    goal: "neither",
    summary: "Keys a second that went because it was full",
  },
  {
    name: "served expired",
    measure: "servedExpired",
    unit: "1",
    goal: "less",
    summary: "Share of the look-ups answered with a key that had expired and was being refreshed",
  },
  {
    name: "lost writes",
    measure: "lostWrites",
    unit: "1",
    goal: "less",
    summary: "Share of the writes `behind` it that never came to their source, since it was emptied or they failed",
  },
  {
    name: "pending writes",
    measure: "pendingWrites",
    unit: "number",
    isLevel: true,
    goal: "less",
    summary: "Writes that it has taken and its source does not have yet, at the end of each bin of time",
  },
  ...FRESHNESS,
];
