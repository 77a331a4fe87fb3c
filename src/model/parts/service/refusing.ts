/** What it costs a service to refuse a request. */
import type { Around } from "../../../components/service/service.js";
import { FailAgain } from "../../../components/steps/fail-again.js";
import { Fork } from "../../../components/steps/instant-step.js";
import type { Processor } from "../../../engine/processor.js";
import { Delay } from "../../../engine/steps/delay.js";
import { UseCores } from "../../../engine/steps/use-cores.js";
import type { Site } from "../../wiring/site.js";
import type { ServiceOptions } from "./options.js";

const REFUSALS = ["queue-full", "thread-timeout", "shed", "limited", "limit-timeout"];

/** Null: nothing. @param processors of its instances; none: it takes only time */
export function refusingAt(site: Site, part: string, processors: readonly Processor[]): Around | null {
  const { flow, timeline } = site.assembly;
  const [{ value: shed }] = timeline.course(part, (options: ServiceOptions) => options.shed);
  if (shed === undefined || !("refusing" in shed) || shed.refusing === undefined) return null;
  const workMs = site.sampler(`refusing:${part}`, shed.refusing);
  const isRefusal = (request: number): boolean => {
    const { cause, part: by } = flow.causes[flow.cause.at[request]];
    return by === part && REFUSALS.includes(cause);
  };
  return (program, instance, body) =>
    program.attempt(body, () => {
      const works =
        processors.length === 0 ? new Delay(flow, workMs) : new UseCores(flow, processors, instance, workMs);
      program.branch(new Fork(isRefusal), [() => {}, () => program.add(works)]);
      program.add(new FailAgain());
      program.end();
    });
}
