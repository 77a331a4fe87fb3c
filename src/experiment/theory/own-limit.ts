/**
 * The only timeout or deadline that theory can treat: around all steps of a request, without retries. After a timeout,
 * work goes on, so stations are not affected; a deadline stops the work, and has a closed form if the request
 * visits one station.
 */
import type { Stage } from "../../model/outline/outline.js";
import type { TrafficOutline } from "../../model/traffic/outline.js";

export interface OwnLimit {
  readonly kind: "timeout" | "deadline";
  readonly ms: number;
  readonly body: readonly Stage[];
}

export function ownLimit([stage, ...others]: readonly Stage[], { users }: TrafficOutline): OwnLimit | null {
  if (stage?.kind !== "try" || others.length > 0 || users !== null) return null;
  const { timeout, deadline, retry, fallback } = stage.policies;
  if (retry !== undefined || fallback !== undefined) return null;
  const { body } = stage;
  if (deadline === undefined) return timeout === undefined ? null : { kind: "timeout", ms: timeout, body };
  return timeout === undefined && isOneStay(body) ? { kind: "deadline", ms: deadline, body } : null;
}

/** A place held for a given time, or while another is held; nothing before or after. */
export function isOneStay([stage, ...others]: readonly Stage[]): boolean {
  if (others.length > 0 || stage === undefined) return false;
  return stage.kind === "cores" || (stage.kind === "hold" && stage.body.every(isHeldOrTime));
}

const isHeldOrTime = (stage: Stage): boolean =>
  stage.kind === "time" || stage.kind === "cores" || (stage.kind === "hold" && stage.body.every(isHeldOrTime));
