/** Exit codes; scripts and pipelines rely on them. */
export const EXIT = {
  met: 0,
  bug: 1,
  usage: 2, // Or an invalid file.
  undecided: 3,
  regression: 98, // Proven, by `diff`.
  missed: 99, // An objective, as in k6; or a claim.
  interrupted: 130,
} as const;
