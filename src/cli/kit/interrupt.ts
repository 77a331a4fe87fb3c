/** Ctrl-C, or a polite kill: say what is kept, and end at once. Every file is whole already. */
import { EXIT } from "./exit.js";
import { headroomCommand } from "./shell.js";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** @returns takes it back */
export function onInterrupt(say: () => void): () => void {
  const end = (): void => {
    say();
    process.exit(EXIT.interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}

/** The command as it was given, with `--resume`. */
export function resumeCommand(words: readonly string[]): string {
  return headroomCommand(...words.filter((word) => word !== "--resume"), "--resume");
}
