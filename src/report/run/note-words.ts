/** The notes of a study: what is noted alike of many variants stands once, with the range of its numbers. */
import type { Findings } from "../../analysis/findings/findings.js";
import { capital, noun } from "../../charts/kit/words.js";
import { alike, someOf, WHO } from "../../text/alike.js";

/** "The runs of each of 6 of 20 variants (“a”, “b”, “c” and 3 more) are short for a system that settles in 2s to 7s: …" */
export function noteWords(findings: Findings): string[] {
  const { notes, variants } = findings;
  const about = notes.flatMap((text, at) => {
    const name = variants.map((each) => each.name).find((each) => text.includes(`“${each}”`));
    return name === undefined ? [] : [{ at, name, who: `“${name}”`, text }];
  });
  const groups = alike(about);
  return notes.flatMap((note, at) => {
    const group = groups.find(({ members }) => members.some((i) => about[i]!.at === at));
    if (group === undefined || group.members.length === 1) return [note];
    const { members, text } = group;
    if (about[members[0]!]!.at !== at) return [];
    const names = members.map((i) => about[i]!.name);
    const enough = text.replace(/\S+ to (\S+ or more)/, "$1"); // What is enough for each.
    return [capital(enough.replaceAll(WHO, `each of ${someOf(names, variants.length, noun(findings, true))}`))];
  });
}
