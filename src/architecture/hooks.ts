import { InvalidArgument, requireFunction, requireKnownKeys, requireNumber } from "../errors";

/** The gradient norms of one layer in one backward pass. δ is ∂C/∂z per example; C is the batch's mean loss. */
export interface LayerGradients {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** ‖∂C/∂W‖, Frobenius. */
  weightNorm: number;
  /** ‖∂C/∂b‖, Euclidean. */
  biasNorm: number;
  /** ‖∂C/∂α‖ of a PReLU's learned slopes; absent where there are none. */
  slopeNorm?: number;
  /** ‖∂C/∂γ‖ of a normalization's gains; absent where there are none. */
  gainNorm?: number;
  /** ‖∂C/∂β‖ of a normalization's shifts; absent where there are none. */
  shiftNorm?: number;
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
    /** log₁₀ ‖∂C/∂α‖; absent where there are no learned slopes. */
    slopeNorm?: number;
    /** log₁₀ ‖∂C/∂γ‖; absent where there is no normalization. */
    gainNorm?: number;
    /** log₁₀ ‖∂C/∂β‖; absent where there is no normalization. */
    shiftNorm?: number;
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

/** What `onGradients` may be told. */
export interface ListenerOptions {
  /** Steps of a training from one call to the next, 1 up: it is called for the steps 0, `every`, 2·`every`, …; default 1. */
  every?: number;
  /**
   * Whether `net.parameters` are to be those after the step that it is called for; default false, which leaves them as they
   * were before the training. Each such step ends a block of steps, where whole blocks run as one call.
   */
  parameters?: boolean;
}

interface Listener<Event> extends Required<ListenerOptions> {
  tell(event: Event): void;
}

/** Who listens to a net's gradients, until it is disposed. */
export abstract class ObservableNet<Event extends { step: number }> {
  private readonly listeners = new Set<Listener<Event>>();
  private ended = false;
  private telling = false;
  /** The function that makes such nets. */
  protected abstract readonly maker: string;

  /** Whether `dispose` was called. */
  get disposed(): boolean {
    return this.ended;
  }

  /**
   * Calls `listener` for backward passes with the gradient norms of every layer (of every time step, in recurrent nets).
   *
   * It hears of every look of `measure`, and of a training's steps in their order, one in `every`. The steps of a block that
   * runs as one call are done when the first of them is told of. Of a look that a listener itself makes nobody is told.
   * @param options how often, and whether the parameters are to be at hand
   * @returns the off-switch
   * @throws InvalidArgument when the listener is not a function, an option breaks its rule, or the net is disposed
   */
  onGradients(listener: (event: Event) => void, options: ListenerOptions = {}): () => void {
    this.requireAlive();
    requireFunction("onGradients listener", listener);
    requireKnownKeys("onGradients options", options, ["every", "parameters"]);
    const { every = 1, parameters = false } = options;
    requireNumber("onGradients every", every, { min: 1, whole: true });
    if (typeof parameters !== "boolean")
      throw new InvalidArgument("onGradients parameters", "must be true or false", parameters);
    const entry = { tell: listener, every, parameters };
    this.listeners.add(entry);
    return () => void this.listeners.delete(entry);
  }

  /** Whether anybody listens to gradients. */
  get observed(): boolean {
    return this.listeners.size > 0;
  }

  /** Steps from this one to the next after which a listener reads the parameters: 0 if it is this one, Infinity for never. */
  untilRead(step: number): number {
    const distances = Array.from(this.listeners, ({ every, parameters }) =>
      parameters ? (every - (step % every)) % every : Infinity,
    );
    return Math.min(...distances);
  }

  /** Tells the listeners of a backward pass; training and measuring call it. */
  notify(event: Event): void {
    if (this.telling) return;
    this.telling = true;
    try {
      for (const { tell, every } of this.listeners) if (event.step % every === 0) tell(event);
    } finally {
      this.telling = false;
    }
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
