import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";
import type { See } from "./unroll";

/** The states: their gradients are noted beside their values. */
const STATES = new Set(["hidden", "memory"]);

/** The quantities of every time step of one pass, and the gradients of the states; kept until disposed. */
export class TimeTrace {
  private readonly values = new Map<string, Tensor[]>();
  private readonly gradients = new Map<string, Tensor[]>();

  constructor(private readonly tf: TensorFlow) {}

  /** Notes a value at its step and, for states, taps the gradient that flows back to it. */
  readonly see: See = (name, step, tensor) => {
    this.note(this.values, name, step, tensor);
    return STATES.has(name) ? this.tap(name, step, tensor) : tensor;
  };

  /** The values of a quantity, one array of size × units per step; undefined when the cell has no such quantity. */
  valuesOf(name: string): Float32Array[] | undefined {
    return this.values.get(name)?.map((tensor) => tensor.dataSync() as Float32Array);
  }

  /** ∂C/∂ of a state, as `valuesOf`. */
  gradientsOf(name: string): Float32Array[] | undefined {
    return this.gradients.get(name)?.map((tensor) => tensor.dataSync() as Float32Array);
  }

  /** The names of the quantities. */
  get names(): string[] {
    return [...this.values.keys()];
  }

  dispose(): void {
    this.tf.dispose([...this.values.values(), ...this.gradients.values()].flat());
  }

  private note(into: Map<string, Tensor[]>, name: string, step: number, tensor: Tensor): void {
    const list = into.get(name) ?? [];
    into.set(name, list);
    // A copy, because each is freed on its own.
    list[step] = this.tf.keep(this.tf.clone(tensor));
  }

  /** The identity, which notes the gradient that flows back through it. */
  private tap(name: string, step: number, tensor: Tensor): Tensor {
    const identity = this.tf.customGrad((x) => ({
      value: this.tf.clone(x as Tensor),
      gradFunc: (gradient: Tensor) => {
        this.note(this.gradients, name, step, gradient);
        return gradient;
      },
    }));
    return identity(tensor);
  }
}
