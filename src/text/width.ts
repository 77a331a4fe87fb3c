/** How wide text is on a terminal. */
import stringWidth from "string-width";

export const terminalWidth = 80;

/** Letters and marks of one column each, which is nearly all text; telling clusters apart takes time, and longer to begin. */
const SINGLE =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03c9\u2010-\u2027\u2030-\u205e\u2070-\u209c\u2190-\u2193\u2200-\u22ff\u2308-\u230b\u2500-\u259f\u2713\u2717]*$/;

/** Is every character one column wide, whatever stands beside it? */
export const isSingle = (text: string): boolean => SINGLE.test(text);

/** Columns that a text takes: two for a wide East Asian character or an emoji, none for what colours or combines. */
export const columns = (text: string): number => (isSingle(text) ? text.length : stringWidth(text));
