/** When something happens in a run: drawn from streams of its own, so that it is the same in every variant. */
import type { Span } from "../../components/timeline/happening.js";
import { makeSampler } from "../../engine/random/sampler.js";
import type { Streams } from "../../engine/random/streams.js";
import type { Act, Recurring } from "./entries.js";

export function spansOf({ name, when }: Act, streams: Streams): Iterable<Span> {
  if ("every" in when) return recurring(when, name, streams);
  return when.chance === 1 || streams.named(`chance:${name}`).uniform(0, 0) < when.chance ? [when] : [];
}

/** Endless. */
function* recurring({ every, for: lasts, ownMs }: Recurring, name: string, streams: Streams): Generator<Span, never> {
  const drawn = (purpose: string, spec: typeof every) => makeSampler(spec, streams.named(`${purpose}:${name}`));
  const [apart, long] = [drawn("every", every), lasts === undefined ? null : drawn("for", lasts)];
  let endMs = 0;
  for (let earlier = 0; ; earlier++) {
    const fromMs = endMs + apart.next(earlier, 0);
    const allMs = long?.next(earlier, 0) ?? 0;
    const lastsMs = ownMs ?? allMs;
    yield { fromMs, toMs: fromMs + lastsMs };
    endMs = fromMs + Math.max(allMs, lastsMs);
  }
}
