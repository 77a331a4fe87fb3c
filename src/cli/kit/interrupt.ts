/** On SIGINT or SIGTERM: prints what is kept and exits at once. Files are never half written. */
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
