/** Reads the text of one YAML file; errors come back as diagnostics. */
import { Composer, CST, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from "yaml";
import { type Diagnostic, error } from "./diagnostics.js";
import { Lines } from "./lines.js";
import type { SourceNode } from "./source-tree.js";
import { TreeBuilder } from "./yaml-tree.js";

export interface ParsedFile {
  readonly root: SourceNode | null; // null if nothing is usable.
  readonly diagnostics: readonly Diagnostic[];
}

const LONGEST = 1_000_000; // Characters.
const DEEPEST = 64; // Levels of lists and maps.
const SYNTAX_ERRORS_SHOWN = 3; // After the first few, each follows from the one before.

/** @returns data and positions of the map that the file holds. */
export function parseYaml(file: string, text: string): ParsedFile {
  const lines = new Lines(file, text);
  const start = lines.locate(0, 1);
  const refused = (message: string, hint?: string): ParsedFile => ({
    root: null,
    diagnostics: [error(message, start, hint)],
  });
  if (text.length > LONGEST) return refused(`the file is larger than ${LONGEST / 1e6} MB`);
  const tokens = tokensOf(text);
  if (tokens === "too deep") return refused(`lists and maps are nested more than ${DEEPEST} deep`);
  if (!Array.isArray(tokens)) return { root: null, diagnostics: [outdented(tokens, lines)] };
  const documents = [...new Composer({ uniqueKeys: false, prettyErrors: false }).compose(tokens, true, text.length)];
  const [document, second] = documents as [Document.Parsed, Document.Parsed | undefined];
  if (document.errors.length > 0) return { root: null, diagnostics: syntaxErrors(document.errors, lines) };
  if (second !== undefined) {
    const at = lines.locate(second.range[0], second.range[0] + 3);
    return {
      root: null,
      diagnostics: [error("a file holds one document, and a second begins here", at, 'remove "---"')],
    };
  }
  return withMap(document.contents, lines, document.warnings, refused);
}

function withMap(
  contents: ParsedNode | null,
  lines: Lines,
  warnings: readonly YAMLError[],
  refused: (message: string, hint?: string) => ParsedFile,
): ParsedFile {
  const builder = new TreeBuilder(lines, DEEPEST);
  const root = builder.build(contents);
  if (root.content === null) return refused("the file is empty");
  if (!(root.content instanceof Map)) {
    return refused("expected a map at the top of the file", "write keys and values, such as version: 1");
  }
  const warned = warnings.map(({ message, pos }) => ({
    severity: "warning" as const,
    message: inWords(message),
    location: lines.locate(...pos),
  }));
  return { root, diagnostics: [...builder.diagnostics, ...warned] };
}

/** A line inside brackets that is not indented, so that what follows is no longer read as inside. */
interface Outdented {
  readonly open: number; // Offset of the innermost bracket.
  readonly line: number; // Offset of what stands on the line.
}

/** The concrete syntax, unless it is nested too deep for the recursive stages that come after. */
function tokensOf(text: string): CST.Token[] | "too deep" | Outdented {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === CST.FLOW_END) {
      const open = parser.stack.findLast(({ type }) => type === "flow-collection");
      return { open: open?.offset ?? parser.offset, line: parser.offset };
    }
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > DEEPEST + 1) return "too deep"; // The document itself is on the stack.
  }
  tokens.push(...parser.end());
  return tokens;
}

/** Reported alone, since every following line would be an error as well. */
function outdented({ open, line }: Outdented, lines: Lines): Diagnostic {
  const bracket = lines.text[open] === "{" ? "{ }" : "[ ]";
  const [begins, end] = bracket.split(" ");
  const message = `the "${begins}" of line ${lines.locate(open, open).line} is still open here, and this line is not indented enough`;
  const hint = `indent every line inside ${bracket}, or close it with "${end}"`;
  return error(message, lines.locate(line, lines.text.length), hint);
}

const syntaxErrors = (errors: readonly YAMLError[], lines: Lines): readonly Diagnostic[] =>
  errors.slice(0, SYNTAX_ERRORS_SHOWN).map(({ code, message, pos }) => {
    const [words, hint] = EXPLAINED[code] ?? [inWords(message), undefined];
    return error(words, lines.locate(...pos), hint);
  });

/** Clearer messages for errors of the parser. */
const EXPLAINED: Partial<Record<YAMLError["code"], readonly [message: string, hint?: string]>> = {
  BLOCK_AS_IMPLICIT_KEY: [
    'a value that contains ": " must stand in quotes',
    "or begin a new, indented line below the key",
  ],
  TAB_AS_INDENT: ["a tab cannot indent a line", "use spaces"],
  BAD_SCALAR_START: ["a value cannot begin with this character unless it stands in quotes"],
  BAD_ALIAS: ["this alias names no anchor"],
  MULTILINE_IMPLICIT_KEY: ["a key must end on the line it begins on", 'is there a ":" missing after it?'],
};

const inWords = (message: string): string => message[0]!.toLowerCase() + message.slice(1).replace(/\n/g, " ");
