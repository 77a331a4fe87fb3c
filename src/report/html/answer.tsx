/** The paragraph that every page opens with. */
import { clean } from "../../text/safe-text.js";
import type { Answer } from "../kit/answer.js";
import { block } from "./chapter.js";

export const answerBlock = (answer: Answer) => block(<AnswerParagraph {...answer} />);

function AnswerParagraph({ verdict, tone, why, next }: Answer) {
  return (
    <div class="answer">
      <p class={`verdict ${tone ?? "mixed"}`}>{clean(verdict)}</p>
      {why.length > 0 && <p>{why.map(clean).join(" ")}</p>}
      {next !== null && (
        <p>
          Next{next.command === null ? ": " : ", "}
          {clean(next.words)}
          {next.command === null ? (
            "."
          ) : (
            <>
              : <code>{clean(next.command)}</code>
            </>
          )}
        </p>
      )}
    </div>
  );
}
