export type KnobPath = readonly (string | number)[];

export interface Knob {
  readonly name: string; // As written: "shop-db.pool.connections".
  readonly path: KnobPath;
}

/** A knob that the model does not have; the message is for the user. */
export class NoKnob extends Error {}
