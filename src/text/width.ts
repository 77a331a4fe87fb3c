/** How wide text is on a terminal. */
import stringWidth from "string-width";

export const terminalWidth = 80;

/** Columns that a text takes: two for a wide East Asian character or an emoji, none for what colours or combines. */
export const columns = (text: string): number => stringWidth(text);
