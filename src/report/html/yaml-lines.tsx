/** A model file on the page: its text unchanged, keys bold and comments muted. */
import { clean } from "../../text/safe-text.js";

export function YamlLines({ text }: { text: string }) {
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
