/** A chart's title, subtitle and description, computed apart from the drawing: reports use them as alt text. */
export interface Caption {
  readonly title: string; // The finding, in plain words.
  readonly subtitle: string; // Metric, units, conditions, how to read the chart.
  readonly description: string; // The finding with its numbers, as alt text.
}
