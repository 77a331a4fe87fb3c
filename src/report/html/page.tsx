/**
 * `report.html`: one file that asks for nothing else, for the browser, for paper and for screen readers. The order is
 * that of the questions: is it enough, what does a change bring, how much does it bear, why, when, and how to check it.
 */
import { renderToString } from "preact-render-to-string";
import type { Findings } from "../../analysis/findings.js";
import { clean } from "../../charts/text.js";
import { keepWhatFits, leftOutWords, type Section } from "../sections.js";
import { verdictWords } from "../verdict-words.js";
import { againChapter } from "./again.js";
import { ceilingChapter } from "./ceiling.js";
import type { Chapter } from "./chapter.js";
import { checksChapter, tablesChapter } from "./details.js";
import { differenceChapter } from "./difference.js";
import { modelChapter, type ReadFile } from "./model.js";
import { style } from "./style.js";
import { timelineChapter } from "./timeline.js";
import { verdictChapter } from "./verdict.js";
import { timeChapter } from "./where-time-goes.js";

export interface HtmlOptions {
  readonly command: string; // That makes this report again.
  readonly files?: readonly ReadFile[]; // The experiment and its models, as written.
}

const MOST_BYTES = 500_000;
const bytes = (text: string): number => new TextEncoder().encode(text).length;
const policy = "default-src 'none'; style-src 'unsafe-inline'";

export function html(findings: Findings, { command, files = [] }: HtmlOptions): string {
  const chapters = [
    verdictChapter(findings),
    differenceChapter(findings),
    ceilingChapter(findings),
    timeChapter(findings),
    timelineChapter(findings),
    tablesChapter(findings),
    checksChapter(findings),
    modelChapter(files),
    againChapter(findings, command),
  ];
  const frame = bytes(page(findings, [], []));
  const { kept, leftOut } = keepWhatFits(
    chapters.flatMap(({ blocks }) => blocks),
    MOST_BYTES - frame - 10_000, // Room for headings and for what is left out.
    bytes,
  );
  const fitting = new Set<Section>(kept);
  return page(
    findings,
    chapters
      .map((chapter) => ({ ...chapter, blocks: chapter.blocks.filter((each) => fitting.has(each)) }))
      .filter(({ blocks }) => blocks.length > 0),
    leftOut,
  );
}

function page(findings: Findings, chapters: readonly Chapter[], leftOut: readonly string[]): string {
  const title = clean(findings.title) || clean(findings.name) || "A study";
  const question = clean(findings.question ?? "");
  const document = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title}: ${clean(verdictWords(findings))}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the verdict
        </a>
        <header>
          <h1>{title}</h1>
          {question !== "" && <p>{question}</p>}
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
          {leftOut.length > 0 && <p>{clean(leftOutWords(leftOut))}</p>}
          <p>The same numbers as data: result.json beside this file. Parts that are open are printed.</p>
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
