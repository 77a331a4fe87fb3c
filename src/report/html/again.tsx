/** Last chapter: how to reproduce the numbers. */

import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { block, type Chapter } from "./chapter.js";

export function againChapter({ seed, version }: Pick<Findings, "seed" | "version">, command: string): Chapter {
  return {
    id: "again",
    title: "See it again",
    blocks: [
      block(
        <>
          <pre class="command">
            <code>{clean(command)}</code>
          </pre>
          <p>
            Seed <code>{clean(seed) || "–"}</code>, headroom {clean(version)}. The same seed gives the same bytes.
          </p>
        </>,
      ),
    ],
  };
}
