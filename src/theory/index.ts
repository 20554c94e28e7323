export { expectation } from "./gaussian";
export { chi1, fixedPoint, meanField, type MeanField, varianceMap } from "./mean-field";
