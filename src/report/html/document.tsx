/** The frame of every page: head, contents, chapters and foot, in one self-contained file of limited size. */

import { renderToString } from "preact-render-to-string";
import { clean } from "../../text/safe-text.js";
import { keepWhatFits, leftOutWords, type Section } from "../kit/sections.js";
import type { Chapter } from "./chapter.js";
import { style } from "./style.js";

export interface PageDocument {
  readonly title: string;
  readonly verdict: string; // In few words, beside the title in the window's title bar.
  readonly lead: string; // The question, below the title; may be empty.
  readonly chapters: readonly Chapter[];
  readonly whole: string; // A sentence: where to find what was left out to save space.
  readonly data: string; // A sentence: where to find the numbers as data.
}

const MOST_BYTES = 500_000;
const bytes = (text: string): number => new TextEncoder().encode(text).length;
const policy = "default-src 'none'; style-src 'unsafe-inline'";

export function pageDocument(document: PageDocument): string {
  const frame = bytes(page({ ...document, chapters: [] }, []));
  const { kept, leftOut } = keepWhatFits(
    document.chapters.flatMap(({ blocks }) => blocks),
    MOST_BYTES - frame - 10_000, // Room for headings and the note on what was left out.
    bytes,
  );
  const fitting = new Set<Section>(kept);
  const chapters = document.chapters
    .map((chapter) => ({ ...chapter, blocks: chapter.blocks.filter((each) => fitting.has(each)) }))
    .filter(({ blocks }) => blocks.length > 0);
  return page({ ...document, chapters }, leftOut);
}

function page({ title, verdict, lead, chapters, whole, data }: PageDocument, leftOut: readonly string[]): string {
  const document = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${clean(title)}: ${clean(verdict)}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the verdict
        </a>
        <header>
          <h1>{clean(title)}</h1>
          {clean(lead) !== "" && <p>{clean(lead)}</p>}
        </header>
        <nav aria-label="Contents">
          <ul>
            {chapters.map(({ id, title: name }) => (
              <li>
                <a href={`#${id}`}>{clean(name)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main" tabIndex={-1}>
          {chapters.map((chapter) => (
            <Part {...chapter} />
          ))}
        </main>
        <footer>
          {leftOut.length > 0 && <p>{clean(leftOutWords(leftOut, whole))}</p>}
          <p>{data} Parts that are open are printed.</p>
        </footer>
      </body>
    </html>,
  );
  return `<!doctype html>\n${document}\n`;
}

function Part({ id, title, blocks }: Chapter) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{clean(title)}</h2>
      <div dangerouslySetInnerHTML={{ __html: blocks.map(({ text }) => text).join("\n") }} />
    </section>
  );
}
