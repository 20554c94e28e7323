import { InvalidArgument } from "../errors";

/** The gradient norms of one layer in one backward pass. δ is ∂C/∂z per example; C is the batch's mean loss. */
export interface LayerGradients {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** ‖∂C/∂W‖, Frobenius. */
  weightNorm: number;
  /** ‖∂C/∂b‖, Euclidean. */
  biasNorm: number;
  /** Root mean square of δ over examples and units. */
  deltaRms: number;
  /**
   * ‖ΔW‖ ÷ ‖W‖ of the optimizer's own update, with clipping, decay and schedule, before W + ΔW is rounded to float32 (which
   * leaves a weight as it was where its part is below 6·10⁻⁸ of it). 0 where nothing is updated, Infinity where W was 0.
   * In a look that changes nothing ΔW is −∂C/∂W, gradient descent at rate 1.
   */
  updateRatio: number;
  /** The same numbers as base-10 logarithms, which go on where those above end (5·10⁻³²⁴); −Infinity for 0. */
  log10: {
    /** log₁₀ ‖∂C/∂W‖ */
    weightNorm: number;
    /** log₁₀ ‖∂C/∂b‖ */
    biasNorm: number;
    /** log₁₀ of the root mean square of δ. */
    deltaRms: number;
    /** log₁₀ (‖ΔW‖ ÷ ‖W‖) */
    updateRatio: number;
  };
}

/** What a listener of `net.onGradients` is given. */
export interface GradientEvent {
  /** "train", or "measure" for a look that changes nothing. */
  source: "train" | "measure";
  /** The step, counted from 0. */
  step: number;
  /** The batch's mean loss, in nats. */
  loss: number;
  /** From the first hidden layer to the output. */
  layers: LayerGradients[];
}

/** Who listens to a net's gradients, until it is disposed. */
export abstract class ObservableNet<Event> {
  private readonly listeners = new Set<(event: Event) => void>();
  private ended = false;
  /** The function that makes such nets. */
  protected abstract readonly maker: string;

  /** Whether `dispose` was called. */
  get disposed(): boolean {
    return this.ended;
  }

  /**
   * Calls `listener` once per backward pass with the gradient norms of every layer (of every time step, in recurrent nets).
   * @returns the off-switch
   * @throws InvalidArgument when the listener is not a function or the net is disposed
   */
  onGradients(listener: (event: Event) => void): () => void {
    this.requireAlive();
    if (typeof listener !== "function") {
      throw new InvalidArgument("onGradients listener", "must be a function", listener);
    }
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Whether anybody listens to gradients. */
  get observed(): boolean {
    return this.listeners.size > 0;
  }

  /** Tells the listeners of a backward pass; training and measuring call it. */
  notify(event: Event): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Removes all listeners and ends a training that is under way; the parameters stay readable. */
  dispose(): void {
    this.ended = true;
    this.listeners.clear();
  }

  /** Throws when the net is disposed. */
  requireAlive(): void {
    if (this.ended)
      throw new InvalidArgument("net", `must not be disposed: make a new one with ${this.maker}`, "disposed");
  }
}
