import pc from "picocolors";
import { fold } from "../../text/fold.js";
import { safeText } from "../../text/safe-text.js";
import { codeFrame } from "./code-frame.js";
import { type Diagnostic, type Location, sorted } from "./diagnostics.js";

export interface RenderOptions {
  readonly color: boolean;
  readonly width: number; // Columns, at least 40; no line is wider, but a place that is.
}

type Colors = ReturnType<typeof pc.createColors>;

/**
 * Diagnostics for a terminal, in the order of the files: the place, what is wrong, the line it is on, and what
 * to do about it; at the end how many there are.
 *
 * @param textOf the text of a file that a location names, or null when it is not at hand.
 * @returns lines joined by line feeds, without one at the end; "" when there is nothing to say.
 */
export function render(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | null,
  { color, width }: RenderOptions = { color: false, width: 80 },
): string {
  if (diagnostics.length === 0) return "";
  const colors = pc.createColors(color);
  const unique = sorted(diagnostics);
  const blocks = unique.map((diagnostic) => block(diagnostic, textOf, colors, width).join("\n"));
  return [...blocks, tally(unique)].join("\n\n");
}

function block(
  { severity, message, location, hint }: Diagnostic,
  textOf: (file: string) => string | null,
  colors: Colors,
  width: number,
): string[] {
  const paint = severity === "error" ? colors.red : colors.yellow;
  const head = headOf(location === null ? "" : `${placeOf(location)}:`, `${severity}: ${message}`, width).map(
    (line, i) => `${i === 0 ? "" : INDENT}${line}`.replace(`${severity}:`, colors.bold(paint(`${severity}:`))),
  );
  const text = location === null ? null : textOf(location.file);
  const frame = location === null || text === null ? null : codeFrame(text, location, width);
  const bar = colors.dim("|");
  const code =
    frame === null
      ? []
      : [
          `${colors.dim(frame.number)} ${bar} ${frame.source}`.trimEnd(),
          `${" ".repeat(frame.number.length)} ${bar} ${paint(frame.underline)}`,
        ];
  const advice = hint === undefined ? [] : fold(safeText(hint), width - INDENT.length);
  return [...head, ...code, ...advice.map((line) => INDENT + colors.cyan(line))];
}

const INDENT = "     ";

/** A place stays whole, however long, since it is there to be clicked. */
function headOf(place: string, said: string, width: number): string[] {
  const most = width - INDENT.length;
  if (safeText(place).length > most) return [safeText(place), ...fold(safeText(said), most)];
  return fold(safeText(place === "" ? said : `${place} ${said}`), most);
}

const placeOf = ({ file, line, column }: Location): string => `${file}:${line}:${column}`;

function tally(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [counted(errors, "error"), counted(warnings, "warning")].filter((part) => part !== "");
  return parts.join(" and ");
}

const counted = (n: number, what: string): string => (n === 0 ? "" : `${n} ${what}${n === 1 ? "" : "s"}`);
