export { agreement, type Agreement } from "./agreement";
export { type AngleSweep, angleSweep } from "./angle-sweep";
export { type AxisProfile, axisProfiles } from "./axis-profile";
export { backpropagation, type Backpropagation } from "./backpropagation";
export { chain, type Chain, type ChainPass } from "./chain";
export { chainFactors, type ChainFactors } from "./chain-factors";
export { clippedLogitRegression } from "./clipped-logits";
export { closedFormDescent, contractionFactor, remainingShare, stepsToShare } from "./contraction";
export type { Cost, Curvature } from "./cost";
export { examine, type Examination, type PointKind, pointKinds } from "./critical-points/examine";
export { type LinearChain, linearChain } from "./critical-points/linear-chain";
export { newtonStep } from "./critical-points/newton-step";
export { sigmoidPlateau } from "./critical-points/plateau";
export { type Descent, descent, descents } from "./descent";
export { chainSensitivity, type ChainSensitivity } from "./chain-sensitivity";
export { centralDifference, centralDifferences } from "./finite-differences";
export { float32Depths, type Float32Depths } from "./float32";
export { type Float32Slope, saturationPoint, sigmoid32, slope32 } from "./float32-sigmoid";
export { gateSweep, type GateSweep } from "./gate-sweep";
export { expectation } from "./gaussian";
export { gradientBound, type BoundedLayer, spectralNorm } from "./gradient-bound";
export { type Landscape, landscape } from "./landscape";
export { type LikelihoodSurface, likelihoodSurface } from "./likelihood-surface";
export { type LogisticAscent, logisticAscent, settledAt } from "./logistic-ascent";
export { likelihoodGradient, likelihoodHessian, logLikelihood } from "./logistic-likelihood";
export { predict, type Prediction } from "./logistic-prediction";
export { type LogisticFit, logisticRegression } from "./logistic-regression";
export { maximumMargin } from "./maximum-margin";
export { chi1, fixedPoint, meanField, type MeanField, varianceMap } from "./mean-field";
export { type Means, means } from "./means";
export {
  nielsenCurve,
  nielsenInterval,
  type NielsenInterval,
  widestNielsenInterval,
} from "./nielsen-interval";
export { logit, odds } from "./odds";
export { type Quadratic, quadratic } from "./quadratic";
export { type StoppingSweep, stoppingSweep } from "./stopping-sweep";
export { distanceAtStop, type Stop, stopBy, type StoppingTest, stoppingTests } from "./stopping";
export { type LoneStep, trainAlone } from "./train-alone";
export { type TypicalSlope, typicalSlope } from "./typical-slope";
