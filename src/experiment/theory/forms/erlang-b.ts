/** Erlang B, M/G/c/c: no line at all; insensitive to the shape of the holding time. */
import { erlangB } from "../../../analysis/theory/erlang-b.js";
import { exact, type Form, type Question, refusals, utilisation } from "../form.js";

export function noLine({ station, perMs, law, arrivals }: Question): Form | null {
  const { servers, lineMax, instances } = station;
  if (law === null || lineMax !== 0 || station.sharing || arrivals !== "poisson") return null;
  const load = perMs * law.mean;
  const blocked = erlangB(servers, load);
  const name = law.shape === "exponential" ? "M" : "G";
  return exact(`M/${name}/${servers}/${servers}`, 0, [
    utilisation((load * (1 - blocked)) / servers),
    refusals(perMs * instances, blocked),
  ]);
}
