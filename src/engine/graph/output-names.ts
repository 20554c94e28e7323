/** The names of ops' outputs, where they are not "output". */
const NAMES: Record<string, readonly string[]> = {
  y: ["Abs", "Cast", "Erf", "Exp", "Log1p", "Rsqrt", "Sigmoid", "Sqrt", "Square", "Tanh", "Transpose"],
  z: ["AddV2", "DivNoNan", "Equal", "Greater", "GreaterEqual", "Less", "LessEqual", "LogicalAnd", "Maximum", "Minimum", "Mul", "RealDiv", "SigmoidGrad", "Sub", "TanhGrad"], // prettier-ignore
  activations: ["Elu", "Relu", "Relu6", "Selu", "Softplus"],
  backprops: ["EluGrad", "LeakyReluGrad", "Relu6Grad", "ReluGrad", "SeluGrad", "SoftplusGrad", "SoftsignGrad"], // prettier-ignore
  product: ["MatMul"],
  softmax: ["Softmax"],
  value: ["ReadVariableOp"],
  resource: ["VarHandleOp"],
};
const ONE = new Map(Object.entries(NAMES).flatMap(([name, ops]) => ops.map((op) => [op, name])));

/** Outputs that have each a name of their own. */
const SEVERAL: Record<string, readonly string[]> = {
  Merge: ["output", "value_index"],
  SoftmaxCrossEntropyWithLogits: ["loss", "backprop"],
  Switch: ["output_false", "output_true"],
};

/** What output k of an op is called within a function: its name, and its number among those of that name. */
export const outputNames = (op: string, k: number): string =>
  SEVERAL[op] ? `${SEVERAL[op][k]}:0` : `${ONE.get(op) ?? "output"}:${k}`;
