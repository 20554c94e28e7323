import type { Activation } from "./activation";
import { written } from "./written";

/** The identity: a deep net of it is one linear map, and a clean bench for products of matrices. */
export const linear = (): Activation =>
  written({
    name: "linear",
    parameters: {},
    tex: "f(x) = x",
    derivativeTex: "f'(x) = 1",
    secondDerivative: () => 0,
    bound: { value: 1, at: 0 },
    range: [-Infinity, Infinity],
    kinks: [],
    saturation: 0,
    gradient: <T>(upstream: T) => upstream,
    forward: <T>(z: T): T => z,
  });
