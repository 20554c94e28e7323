import { cosh, tanh } from "../numerics/elementary";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { written } from "./written";

const HEIGHT = 1.7159;
const STRETCH = 2 / 3;

/** LeCun's tanh, 1.7159·tanh(2x/3), which maps ±1 to ±1 (LeCun, Bottou, Orr & Müller 1998, section 4.4). */
export const scaledTanh = (): Activation =>
  written({
    name: "scaledTanh",
    parameters: {},
    tex: "f(x) = 1.7159\\,\\tanh(\\tfrac23 x)",
    derivativeTex: "f'(x) = 1.7159 \\cdot \\tfrac23\\,(1 - \\tanh^2(\\tfrac23 x))",
    secondDerivative: (x) => (-2 * HEIGHT * STRETCH ** 2 * tanh(STRETCH * x)) / cosh(STRETCH * x) ** 2,
    bound: { value: HEIGHT * STRETCH, at: 0 },
    range: [-HEIGHT, HEIGHT],
    kinks: [],
    saturation: SATURATION_SHARE * HEIGHT * STRETCH,
    gradient: <T>(upstream: T, { ops, a, z }: GradientContext<T>): T =>
      ops.tanhGradient(ops.mul(a, 1 / HEIGHT), ops.mul(upstream, HEIGHT * STRETCH), ops.mul(z, STRETCH)),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.mul(ops.tanh(ops.mul(z, STRETCH)), HEIGHT),
  });
