import type { ParameterName } from "../../architecture/parameters";

/** The name of a layer's variable or placeholder. */
export const variableName = (layer: number, name: ParameterName): string => `layer${layer}/${name}`;

/** Uniform random numbers of a layer, which the host draws, because the reference draws the same ones. */
export interface Draw {
  /** The placeholder's name. */
  name: string;
  /** The layer's index among all. */
  layer: number;
  low: number;
  high: number;
}

/** Collects the draws that a net asks for; the layer that asks twice for the same node and range gets the same ones. */
export class Draws {
  readonly list: Draw[] = [];

  /** @param placeholder makes the node of a draw */
  constructor(private readonly placeholder: (name: string) => string) {}

  /** The draws of one layer. */
  of(layer: number): (like: string, low: number, high: number) => string {
    const known = new Map<string, string>();
    return (like, low, high) => {
      const key = `${like} ${low} ${high}`;
      let node = known.get(key);
      if (node === undefined) {
        const name = `noise${this.list.length}`;
        this.list.push({ name, layer, low, high });
        known.set(key, (node = this.placeholder(name)));
      }
      return node;
    };
  }
}
