import {
  type Activation,
  activation,
  type ActivationDescription,
  type ActivationInput,
  activationNames,
  describeActivation,
} from "../activations";
import { describeOutput, type Loss, type OutputDescription, type OutputInput } from "../architecture/output";
import { InvalidArgument, requireChoice, requireKnownKeys, requireNumber } from "../errors";
import {
  type InitializerDescription,
  type InitializerInput,
  type InitializerName,
  resolveInitializer,
} from "../initializers";
import { describeNamed } from "../named";
import { type CellName, cellNames } from "../engine/pass/cells";

/** What `recurrent` takes. */
export interface RecurrentOptions {
  /** What happens in one step: the simple "rnn", "lstm" or "gru". */
  cell: CellName;
  /** Numbers per time step, 1 to 65 536. */
  inputs: number;
  /** Units of the state, 1 to 4096. */
  units: number;
  /** Units of the output, which is read after the last step; 1 to 65 536. */
  outputs: number;
  /** What makes outputs answers, as in `mlp`, but for learned and random slopes. */
  output?: OutputInput;
  /** φ of the simple cell, without learned or random slopes; default "tanh". Only for "rnn". */
  activation?: ActivationInput;
  /** Whether the LSTM can forget; default true. Only for "lstm". */
  forgetGate?: boolean;
  /** Where the forget gate's biases start; default 1. Only for "lstm" with forget gate. */
  forgetBias?: number;
  /** How the input and output weights are drawn; default "xavierNormal". */
  init?: InitializerInput;
  /** How every gate's recurrent weights U are drawn; default "orthogonal". */
  recurrentInit?: InitializerInput;
  /** ‖U‖₂ to which every gate's recurrent weights are scaled, above 0 up to 100; default as drawn. */
  spectralNorm?: number;
  /** Cross-entropy, summed over sigmoids, or half the squared error, ½‖answer − target‖²; default as in `mlp`. */
  loss?: Loss;
  /** A whole number: the same seed gives the same net, bit for bit. */
  seed: number;
}

/** A recurrent net, described whole by a plain object that JSON keeps: two equal descriptions give equal nets. */
export interface RecurrentDescription {
  /** What happens in one step. */
  cell: CellName;
  /** Numbers per time step. */
  inputs: number;
  /** Units of the state. */
  units: number;
  /** Units of the output, read after the last step. */
  outputs: number;
  /** What makes them answers. */
  output: OutputDescription;
  /** Only for "rnn". */
  activation?: ActivationDescription | Activation;
  /** Only for "lstm". */
  forgetGate?: boolean;
  /** Only for "lstm" with forget gate. */
  forgetBias?: number;
  /** How the input and output weights are drawn. */
  init: InitializerDescription;
  /** How every gate's recurrent weights U are drawn. */
  recurrentInit: InitializerDescription;
  /** Absent where the weights stay as drawn. */
  spectralNorm?: number;
  /** What training minimizes. */
  loss: Loss;
  /** The seed of weights and biases. */
  seed: number;
}

const KEYS = [
  "cell",
  "inputs",
  "units",
  "outputs",
  "init",
  "recurrentInit",
  "spectralNorm",
  "output",
  "loss",
  "seed",
];
const OWN_KEYS = { rnn: ["activation"], lstm: ["forgetGate", "forgetBias"], gru: [] };

/**
 * Checks the options of `recurrent`, or a description that was written out before, and writes them out in full.
 * @throws InvalidArgument naming the first rule that is broken
 */
export function describeRecurrent(options: RecurrentOptions | RecurrentDescription): RecurrentDescription {
  const every = [...KEYS, ...Object.values(OWN_KEYS).flat()];
  requireKnownKeys("recurrent options", options, every);
  const cell = requireChoice("recurrent cell", options.cell, cellNames);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  requireKnownKeys(`recurrent ${cell}`, given, [...KEYS, ...OWN_KEYS[cell]]);
  const { init = "xavierNormal", recurrentInit = "orthogonal", spectralNorm } = options;
  const count = (name: "inputs" | "units" | "outputs", max = 65_536): number =>
    requireNumber(`recurrent ${name}`, options[name], { min: 1, max, whole: true });
  const outputs = count("outputs");
  const ending = describeOutput("recurrent", outputs, options);
  if (ending.output.name !== "softmax") requireFixed("recurrent output", activation(ending.output as ActivationDescription)); // prettier-ignore
  return {
    cell,
    inputs: count("inputs"),
    units: count("units", 4096),
    outputs,
    ...(cell === "rnn" ? { activation: plainActivation(options.activation ?? "tanh") } : {}),
    ...(cell === "lstm" ? forgetting(options) : {}),
    init: describeNamed<InitializerName>(resolveInitializer(init)),
    recurrentInit: describeNamed<InitializerName>(resolveInitializer(recurrentInit)),
    ...(spectralNorm === undefined
      ? {}
      : { spectralNorm: requireNumber("recurrent spectralNorm", spectralNorm, { above: 0, max: 100 }) }),
    ...ending,
    seed: requireNumber("recurrent seed", options.seed, { min: 0, max: 2 ** 32 - 1, whole: true }),
  };
}

function plainActivation(input: ActivationInput): ActivationDescription | Activation {
  requireFixed("recurrent activation", activation(input));
  return describeActivation(input);
}

function requireFixed(argument: string, record: Activation): void {
  if (!record.learnable && !record.random) return;
  const fixed = activationNames.filter((name) => !["prelu", "rrelu", "rreluDivisor"].includes(name));
  throw new InvalidArgument(
    argument,
    "must not have learned or random slopes, as every step applies the same φ",
    record.name,
    fixed,
  );
}

function forgetting(options: Pick<RecurrentOptions, "forgetGate" | "forgetBias">): {
  forgetGate: boolean;
  forgetBias?: number;
} {
  const { forgetGate = true, forgetBias } = options;
  if (typeof forgetGate !== "boolean")
    throw new InvalidArgument("recurrent forgetGate", "must be true or false", forgetGate);
  if (forgetGate)
    return {
      forgetGate,
      forgetBias: requireNumber("recurrent forgetBias", forgetBias ?? 1, { min: -100, max: 100 }),
    };
  if (forgetBias !== undefined)
    throw new InvalidArgument("recurrent forgetBias", "needs forgetGate: true", forgetBias);
  return { forgetGate };
}
