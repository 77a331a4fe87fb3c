/** What an endpoint does, on the machine that runs it, and how calls of it are measured. */
import { SeenCalls } from "../../../components/timeline/seen-calls.js";
import type { StepData } from "../../language/kinds.js";
import type { Site } from "../../wiring/site.js";
import { writeFailing } from "./failing.js";
import { writeLeak } from "./leak.js";

interface WithEndpoints {
  readonly endpoints: Readonly<Record<string, readonly StepData[]>>;
}

type StepsIn<Options> = (options: Options) => readonly StepData[];

/** Writes the steps of `part.endpoint`, of which a timeline may fail a share. @param pick where else they stand */
export function writeEndpoint<Options = WithEndpoints>(there: Site, target: string, pick?: StepsIn<Options>): void {
  const [part = "", endpoint = ""] = target.split(".");
  const { timeline } = there.assembly;
  writeFailing(there, target);
  writeLeak(there, part);
  const ofEndpoint = ({ endpoints }: WithEndpoints): readonly StepData[] => endpoints[endpoint] ?? [];
  const steps = timeline.course(part, (pick ?? ofEndpoint) as StepsIn<Options>);
  there.byVersion(steps, (those) => there.write(those));
}

/** The body, measured as calls of `part.endpoint` where a plan or an alert asks for it. */
export function watched({ assembly, program }: Site, target: string, body: () => void): () => void {
  const { flow, timeline, watches } = assembly;
  const shown = timeline.onCalls.callsOf(target);
  const seen = shown.length === 0 ? body : () => new SeenCalls(flow, shown).around(program, body);
  const watch = watches.endpoint(flow, target);
  return watch === null ? seen : () => watch.around(program, seen);
}
