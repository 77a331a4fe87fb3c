/** Work without end at one instant ends every verb in the same way, soon, and it is the model that is to blame. */
import { expect, it } from "vitest";
import { emptyFolder, fixture, headroom, unwrapped } from "./headroom.js";

const file = fixture("endless-instant.yaml");

it.each([
  ["run", [file]],
  ["diff", [file, file]],
  ["ceiling", [file]],
  ["sweep", [file, "--knob", "traffic.users.users=40,50"]],
  ["next", [file]],
])("%s", (verb, flags) => {
  const { code, stdout, stderr } = headroom([verb, ...flags, "--threads", "1"], { cwd: emptyFolder() });
  expect(unwrapped(stderr)).toContain("time stands still 10ms from the start, after 41 million steps");
  expect(unwrapped(stderr)).toContain(
    "web.page is asked, refused by mails (queue-full) and asked again at once: give traffic.users a time to think",
  );
  expect(unwrapped(stderr)).not.toContain("bug in headroom");
  expect([code, stdout]).toEqual([3, ""]);
});
