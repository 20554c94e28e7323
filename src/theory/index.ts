export { agreement, type Agreement } from "./agreement";
export { type AngleSweep, angleSweep } from "./angle-sweep";
export { type AxisProfile, axisProfiles } from "./axis-profile";
export { backpropagation, type Backpropagation } from "./backpropagation";
export { batchNormalizationFactor } from "./batch-normalization";
export { chain, type Chain, type ChainPass } from "./chain";
export { chainFactors, type ChainFactors } from "./chain-factors";
export { clippedLogitRegression } from "./clipped-logits";
export { closedFormDescent, contractionFactor, remainingShare, stepsToShare } from "./contraction";
export {
  correlationFixedPoints,
  type CorrelationFixedPoint,
  correlationMap,
  correlationSlope,
} from "./correlation-map";
export type { Cost, Curvature } from "./cost";
export { criticalLine, type CriticalPoint, criticalPoint } from "./critical-line";
export { examine, type Examination, type PointKind, pointKinds } from "./critical-points/examine";
export { type LinearChain, linearChain } from "./critical-points/linear-chain";
export { type NetCost, netCost } from "./critical-points/net-cost";
export { newtonStep } from "./critical-points/newton-step";
export { sigmoidPlateau } from "./critical-points/plateau";
export type { CurveInput } from "./curve";
export { type DepthScales, depthScales } from "./depth-scales";
export { type Descent, descent, descents } from "./descent";
export { chainSensitivity, type ChainSensitivity } from "./chain-sensitivity";
export { bornDead, bornDeadByLayer, livingWidth } from "./dying-relu";
export { centralDifference, centralDifferences } from "./finite-differences";
export { type FiniteNet, finiteNet } from "./finite-net";
export { type WidthGrowth, widthGrowth } from "./finite-width";
export { float32Depths, type Float32Depths } from "./float32";
export { type Float32Slope, saturationPoint, sigmoid32, slope32 } from "./float32-sigmoid";
export { type Gains, gains, keepingVariances } from "./gains";
export { gateSweep, type GateSweep } from "./gate-sweep";
export { expectation } from "./gaussian";
export { pairExpectation } from "./gaussian-pair";
export { gradientBound, type BoundedLayer } from "./gradient-bound";
export { spectralNorm } from "./spectral-norm";
export { type JacobianSpectrum, jacobianSpectrum } from "./jacobian-spectrum";
export { type Landscape, landscape } from "./landscape";
export { type LikelihoodSurface, likelihoodSurface } from "./likelihood-surface";
export { type LogisticAscent, logisticAscent, settledAt } from "./logistic-ascent";
export { likelihoodGradient, likelihoodHessian, logLikelihood } from "./logistic-likelihood";
export { predict, type Prediction } from "./logistic-prediction";
export { type LogisticFit, logisticRegression } from "./logistic-regression";
export { maximumMargin } from "./maximum-margin";
export { chi1, fixedPoint, varianceMap } from "./mean-field";
export { meanSingularValue } from "./mean-singular-value";
export { type LayerPrediction, meanField, type MeanField } from "./net-mean-field";
export { type Means, means } from "./means";
export {
  nielsenCurve,
  nielsenInterval,
  type NielsenInterval,
  widestNielsenInterval,
} from "./nielsen-interval";
export { logit, odds } from "./odds";
export { type Quadratic, quadratic } from "./quadratic";
export { cellPath, forgetBias, forgetHalfLife, recurrentBound } from "./recurrent";
export { type Residual, residual } from "./residual";
export { modeStrength, modeTime } from "./saxe";
export { seluConstants, seluMap } from "./selu";
export { arcCosineMap, shattering } from "./shattering";
export { type StoppingSweep, stoppingSweep } from "./stopping-sweep";
export {
  distanceAtStop,
  type Stop,
  stopBy,
  type StoppingReading,
  stoppingReadings,
  type StoppingTest,
  stoppingTests,
} from "./stopping";
export { type LoneStep, trainAlone } from "./train-alone";
export { type TypicalSlope, typicalSlope } from "./typical-slope";
