import type { LayerPlan } from "../architecture/layers";
import type { Net } from "../architecture/net";
import { LEARNED_BESIDES, type LearnedBesides } from "../architecture/parameters";
import { timesPower } from "../numerics/magnitude";
import { float32Norm, norm } from "../numerics/norm";
import type { LayerNorms, LayerPass } from "./executor";
import { normsOf } from "./layer-gradients";

/** What a pass in float64 leaves of each layer; gradients are summed over the batch. */
export const PASS_ARRAYS = ["preactivation", "activation", "delta", "weightGradient", "biasGradient", "slopeGradient", "gainGradient", "shiftGradient"] as const; // prettier-ignore
export type PassArray = (typeof PASS_ARRAYS)[number];

/** Where the numbers are. */
export interface Arrays {
  of(layer: number, part: PassArray): Float64Array;
}

/** One layer of a pass in float64. */
export class Float64LayerPass implements LayerPass {
  private measured?: LayerNorms;
  private rounded?: LayerPass["float32"];
  private readonly read = new Map<PassArray, Float64Array>();

  constructor(
    readonly plan: LayerPlan,
    private readonly layer: number,
    private readonly net: Net,
    readonly size: number,
    /** The power of two that the arrays of gradients are to be multiplied with. */
    private readonly exponent: number,
    private readonly arrays: Arrays,
    /** The norms as float32 gave them; default those of the same numbers, rounded. */
    private readonly found?: LayerPass["float32"],
  ) {}

  get float32(): LayerPass["float32"] {
    return (this.rounded ??= this.found ?? {
      weightNorm: float32Norm(this.weightGradient),
      biasNorm: float32Norm(this.biasGradient),
      deltaRms: Math.fround(float32Norm(this.delta) / Math.sqrt(this.delta.length)),
    });
  }

  get weights(): Float32Array {
    return this.net.parameters[this.layer].weights;
  }
  get slope(): Float32Array | undefined {
    return this.net.parameters[this.layer].slope;
  }
  get preactivation(): Float64Array {
    return this.arrays.of(this.layer, "preactivation");
  }
  get activation(): Float64Array {
    return this.arrays.of(this.layer, "activation");
  }
  get delta(): Float64Array {
    return this.unscaled("delta", 1);
  }
  get weightGradient(): Float64Array {
    return this.unscaled("weightGradient", this.size);
  }
  get biasGradient(): Float64Array {
    return this.net.description.bias ? this.unscaled("biasGradient", this.size) : new Float64Array(0);
  }
  get slopeGradient(): Float64Array | undefined {
    return this.besides("slope");
  }
  get gainGradient(): Float64Array | undefined {
    return this.besides("gain");
  }
  get shiftGradient(): Float64Array | undefined {
    return this.besides("shift");
  }
  get norms(): LayerNorms {
    const { size, exponent, layer } = this;
    const of = (name: PassArray): number | undefined =>
      this.has(name) ? norm(this.arrays.of(layer, name)) : undefined;
    return (this.measured ??= normsOf(of, { size, fanOut: this.plan.fanOut, exponent }));
  }

  private has(name: PassArray): boolean {
    const { description, parameters } = this.net;
    const learned = LEARNED_BESIDES.find((one) => name === `${one}Gradient`);
    if (learned) return parameters[this.layer][learned] !== undefined;
    return name !== "biasGradient" || description.bias;
  }

  private besides(name: LearnedBesides): Float64Array | undefined {
    return this.net.parameters[this.layer][name] && this.unscaled(`${name}Gradient`, this.size);
  }

  /** The numbers themselves: 0 where float64 ends. */
  private unscaled(name: PassArray, divisor: number): Float64Array {
    const found = this.arrays.of(this.layer, name);
    if (divisor === 1 && this.exponent === 0) return found;
    let values = this.read.get(name);
    if (!values) {
      values = new Float64Array(found.length);
      for (let i = 0; i < found.length; i++) values[i] = timesPower(found[i] / divisor, this.exponent);
      this.read.set(name, values);
    }
    return values;
  }
}
