/** The words of a chart. They are computed from the data apart from the drawing, so that a report can use them as alt text. */
export interface Caption {
  readonly title: string; // The finding, in plain words.
  readonly subtitle: string; // Metric, units, conditions, how to read it.
  readonly description: string; // The finding with its numbers, for those who do not see the picture.
}
