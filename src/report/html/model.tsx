/** Eighth and last chapters: the model files as written, and how to reproduce the numbers. */

import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { block, type Chapter, RANK } from "./chapter.js";
import type { ReadFile } from "./page.js";
import { Folded, Scroll } from "./table.js";

export function modelChapter(files: readonly ReadFile[]): Chapter {
  return {
    id: "model",
    title: "The model",
    blocks: files.map(({ path, text }) =>
      block(
        <Folded summary={path}>
          <Scroll aria-label={clean(path) || "a file"}>
            <pre>
              <YamlLines text={text} />
            </pre>
          </Scroll>
        </Folded>,
        { name: path, rank: RANK.model },
      ),
    ),
  };
}

/** YAML that is shown unfolded. */
export const textBlock = (name: string, text: string) =>
  block(
    <Scroll aria-label={clean(name) || "a file"}>
      <pre>
        <YamlLines text={text.trimEnd()} />
      </pre>
    </Scroll>,
    { name, rank: RANK.model },
  );

/** A model file on the page: its text unchanged, keys bold and comments muted. */
function YamlLines({ text }: { text: string }) {
  return (
    <code>
      {text.split("\n").map((line) => (
        <>
          <Line of={line} />
          {"\n"}
        </>
      ))}
    </code>
  );
}

function Line({ of }: { of: string }) {
  const [, indent, key, rest] = /^(\s*(?:- )*)((?:[^\s#"'{}[\],:]|(?<=\S) (?=\S)|\{[\w.-]+\})+:(?=\s|$))?(.*)$/s.exec(
    of,
  )!;
  const comment = /(?:^|\s)#.*$/s.exec(rest);
  const value = comment === null ? rest : rest.slice(0, comment.index);
  return (
    <>
      {indent.replace(/\t/g, "  ")}
      {key === undefined ? null : <span class="k">{clean(key)}</span>}
      {spaced(value)}
      {comment === null ? null : <span class="c">{spaced(comment[0])}</span>}
    </>
  );
}

/** Cleaned, but with its leading space. */
const spaced = (text: string): string => `${/^\s/.test(text) ? " " : ""}${clean(text)}`;

/** Last chapter: how to reproduce the numbers. */
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
