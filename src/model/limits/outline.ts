/** A limit for queueing theory: slots that are held, as threads are, or a token that is waited for. */
import { type Outline, PLAIN, queued, type Stage, type Station, unclear } from "../outline/outline.js";
import { burstOf, type Limit, limitName } from "./options.js";

type Whose = Pick<Station, "part" | "instances" | "balance">;

/** @param whose the part or source that has it, and its instances @param name as a resource of it */
export function limitOutline(whose: Whose, name: string, limit: Limit, body: readonly Stage[]): readonly Stage[] {
  const { rate, concurrent, queue: queueMax, patience = null, each } = limit;
  const { part, instances, balance } = whose;
  const apart = each === true ? { instances, balance } : {};
  const station = { ...apart, part, resource: name, queueMax, patience };
  if (rate === undefined)
    return typeof concurrent === "number"
      ? queued({ ...station, servers: concurrent }, body)
      : [unclear("adaptive", body)];
  const law = { kind: "constant", value: 1000 / rate } as const;
  const token: Stage = { kind: "token", at: { ...PLAIN, ...station, servers: 1 }, law };
  const isPlain = burstOf(limit) === 1 && queueMax === Number.POSITIVE_INFINITY && patience === null;
  return [...(isPlain ? [] : [unclear("tokens")]), token, ...body];
}

/** Of what is asked of another; of all that a source asks where nothing is said of what. */
export function callLimitOutline(
  outline: Outline,
  limit: Limit,
  asked: string | null,
  body: readonly Stage[],
): readonly Stage[] {
  const { machine, caller } = outline;
  if (caller === null) return [unclear("tokens", body)];
  const whose = { part: caller, instances: machine?.instances ?? 1, balance: machine?.balance ?? "" };
  return limitOutline(whose, limitName(asked), limit, body);
}
