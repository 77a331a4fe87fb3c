/** Requests that fail because the timeline says so, before they do anything. */
import { FailSometimes, WillFail } from "../../../components/steps/fail-sometimes.js";
import { Delay } from "../../../engine/steps/delay.js";
import type { Fails } from "../../timeline/fails.js";
import type { Assembly } from "../../wiring/assembly.js";
import type { Site } from "../../wiring/site.js";

const ALWAYS = { now: 1 };

/** @param target the endpoint whose request is on this machine */
export function writeFailing(site: Site, target: string): void {
  const [part = ""] = target.split(".");
  const { program } = site;
  const { flow, timeline } = site.assembly;
  for (const { dial, data } of timeline.turning<Fails>("fails", [part, target])) {
    const share = site.ofInstance(dial, data);
    const cause = flow.addCause("failed", part);
    const stream = site.stream(`fails at times:${target}`);
    const { after } = data;
    if (after === undefined) {
      program.add(new FailSometimes(flow, stream, share, cause));
      continue;
    }
    const afterMs = site.sampler(`time until it fails:${target}`, after);
    program.branch(new WillFail(flow, stream, share), [
      () => {},
      () => {
        program.add(new Delay(flow, afterMs));
        program.add(new FailSometimes(flow, stream, ALWAYS, cause));
      },
    ]);
  }
}

/** The share of what an instance is asked that fails now, at the endpoint where most does; instances from 0. */
export function failsAt({ timeline }: Assembly, name: string, { endpoints }: { readonly endpoints: object }) {
  const targets = Object.keys(endpoints).map((endpoint) => `${name}.${endpoint}`);
  const turning = timeline.turning<Fails>("fails", [name, ...targets]);
  return (instance: number): number =>
    turning.reduce(
      (most, { dial, data }) =>
        data.instance === undefined || data.instance === instance + 1 ? Math.max(most, dial.now) : most,
      0,
    );
}
