/** Whether stdout and stderr may each use colour and animation. */
import type { WriteStream } from "node:tty";
import type { View } from "../../report/kit/view.js";

export interface Terminal {
  readonly colour: boolean;
  readonly animated: boolean;
  readonly columns: number; // From 80 to 120; 80 where it is no terminal.
  write(text: string): void;
}

export const stdout = terminal(process.stdout);
export const stderr = terminal(process.stderr);

/** How a verb's text on stdout is to look. */
export const viewOf = ({ verbose = false }: { readonly verbose?: boolean }): View => ({
  colour: stdout.colour,
  width: stdout.columns,
  verbose,
});

/** See no-color.org and force-color.org. */
function terminal(stream: WriteStream): Terminal {
  const { NO_COLOR, FORCE_COLOR, TERM, CI } = process.env;
  // The reader may stop reading (`| head`), which is no error.
  stream.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code !== "EPIPE") throw problem;
    process.exit();
  });
  const isTerminal = stream.isTTY === true && TERM !== "dumb";
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  const refused = NO_COLOR !== undefined && NO_COLOR !== "";
  return {
    colour: !refused && (forced || isTerminal),
    animated: isTerminal && CI === undefined,
    columns: Math.min(120, Math.max(80, stream.columns ?? 80)),
    write: (text) => void stream.write(text),
  };
}
