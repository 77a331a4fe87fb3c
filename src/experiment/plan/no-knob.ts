export type KnobPath = readonly (string | number)[];

export interface Knob {
  readonly name: string; // As written: "shop-db.pool.connections".
  readonly path: KnobPath;
}

/** A model that cannot be varied so, in a sentence for whoever asked. */
export class NoKnob extends Error {}
