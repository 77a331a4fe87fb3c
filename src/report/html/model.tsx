/** Eighth chapter: the model files, as written. */
import { clean } from "../../text/safe-text.js";
import { block, type Chapter, RANK } from "./chapter.js";
import { Folded, Scroll } from "./table.js";
import { YamlLines } from "./yaml-lines.js";

export interface ReadFile {
  readonly path: string;
  readonly text: string;
}

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
