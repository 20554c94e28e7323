export { activationMoments, type ActivationMoments } from "./mean-field/activation-moments";
export { agreement, type Agreement } from "./backpropagation/agreement";
export { type AngleSweep, angleSweep } from "./optimization/angle-sweep";
export { type AxisProfile, axisProfiles } from "./optimization/axis-profile";
export { backpropagation, type Backpropagation } from "./backpropagation/backpropagation";
export { batchNormalizationFactor } from "./mean-field/batch-normalization";
export { chain, type Chain, type ChainPass } from "./chain/chain";
export { chainFactors, type ChainFactors } from "./chain/chain-factors";
export { clippedLogitRegression } from "./logistic/clipped-logits";
export { contractionFactor, remainingShare, stepsToShare } from "./optimization/contraction";
export {
  correlationFixedPoints,
  type CorrelationFixedPoint,
  correlationMap,
  correlationSlope,
} from "./mean-field/correlation-map";
export type { Cost, Curvature } from "./optimization/cost";
export { type CoordinateCheck, coordinateCheck } from "./finite-width/coordinate-check";
export { criticalLine, type CriticalPoint, criticalPoint } from "./mean-field/critical-line";
export { examine, type Examination, type PointKind } from "./critical-points/examine";
export { type LinearChain, linearChain } from "./critical-points/linear-chain";
export { type NewtonSchulz, newtonSchulz } from "./optimization/newton-schulz";
export { type NetCost, netCost } from "./critical-points/net-cost";
export { sigmoidPlateau } from "./critical-points/plateau";
export type { CurveInput } from "./optimization/curve";
export { type DepthScales, depthScales } from "./mean-field/depth-scales";
export { type Descent, descent, descents } from "./optimization/descent";
export { chainSensitivity, type ChainSensitivity } from "./chain/chain-sensitivity";
export { bornDead, bornDeadByLayer, livingWidth } from "./finite-width/dying-relu";
export { bornDeadBand, type BornDeadLayer } from "./finite-width/born-dead-band";
export { bornDeadCount, type BornDeadCount, type CutLayer } from "./finite-width/born-dead-count";
export { deadUnits, type DeadUnits, type DeadLayer } from "./mean-field/dead-units";
export { centralDifferences } from "../numerics/finite-differences";
export { type FanLayer, type FiniteFan, finiteFan } from "./finite-width/finite-fan";
export { type FiniteNet, finiteNet } from "./finite-width/finite-net";
export { type WidthGrowth, widthGrowth } from "./finite-width/finite-width";
export { float32Depths, type Float32Depths } from "./float32/float32";
export type { NumberFormatName } from "./float32/number-format";
export { type FormatView, precisionLens, type PrecisionLens } from "./float32/precision-lens";
export { type Float32Slope, sigmoid32, slope32 } from "./float32/float32-sigmoid";
export { type Gains, gains, keepingVariances } from "./mean-field/gains";
export { type ForwardSensitivity, forwardSensitivity } from "./chain/forward-sensitivity";
export { gateSweep, type GateSweep } from "./chain/gate-sweep";
export { expectation } from "../numerics/gaussian";
export { gradientBound, type BoundedLayer } from "./backpropagation/gradient-bound";
export { gradientFactors, type GradientFactors, type LayerFactors } from "./backpropagation/gradient-factors";
export { spectralNorm } from "../numerics/spectral-norm";
export { type InputSpectrum, inputSpectrum, type InputSpectrumOptions } from "./optimization/input-spectrum";
export { type JacobianSpectrum, jacobianSpectrum } from "./random-matrices/jacobian-spectrum";
export { type Landscape, landscape } from "./optimization/landscape";
export { type LikelihoodPaths, likelihoodPaths } from "./logistic/likelihood-paths";
export type { LikelihoodSurface } from "./logistic/likelihood-surface";
export type { LogisticAscent } from "./logistic/logistic-ascent";
export { predict, type Prediction } from "./logistic/logistic-prediction";
export { type LogisticFit, logisticRegression } from "./logistic/logistic-regression";
export { chi1, fixedPoint, varianceMap } from "./mean-field/mean-field";
export { meanSingularValue } from "./random-matrices/mean-singular-value";
export { meanFields } from "./mean-field/mean-fields";
export { type LayerPrediction, meanField, type MeanField } from "./mean-field/net-mean-field";
export { type CutMeans, type MeansByShare, meansByShare } from "./chain/means";
export {
  nielsenCurve,
  nielsenInterval,
  type NielsenInterval,
  widestNielsenInterval,
} from "./chain/nielsen-interval";
export { logit } from "./logistic/odds";
export { type LyapunovSpectrum, lyapunovSpectrum } from "./random-matrices/lyapunov-spectrum";
export { type OddsCurve, oddsCurve, type OddsPoint } from "./logistic/odds-curve";
export { type WeightGrowth, weightGrowth } from "./logistic/weight-growth";
export { correlationOrbit, type Orbit, varianceOrbit } from "./mean-field/orbits";
export {
  phaseDiagram,
  type PhaseDiagram,
  type PhasePlace,
  type PhasePoint,
} from "./mean-field/phase-diagram";
export { type Quadratic, quadratic } from "./optimization/quadratic";
export { cellPath, forgetHalfLife, recurrentBound } from "./through-time/recurrent";
export { type ForgetCurve, forgetCurves } from "./through-time/forget-curves";
export { type JacobianGrowth, jacobianGrowth } from "./through-time/jacobian-growth";
export { type MatrixSpectrum, matrixSpectrum } from "./through-time/matrix-spectrum";
export { type MemoryCurse, memoryCurse } from "./through-time/memory-curse";
export { type Residual, residual } from "./mean-field/residual";
export type { BlockNorm } from "./mean-field/residual-stack";
export { modeStrength, modeTime } from "./optimization/saxe";
export { leakyCosineMap, tailoredSlope } from "./mean-field/tailored-slope";
export { seluConstants, seluMap } from "./mean-field/selu";
export { type Sharpness, sharpness } from "./optimization/sharpness";
export { arcCosineMap, shattering } from "./random-matrices/shattering";
export { type StoppingSweep, stoppingSweep } from "./optimization/stopping-sweep";
export { type SoftmaxJacobian, softmaxJacobian, type SoftmaxSweep, softmaxSweep } from "./logistic/softmax";
export { type Distances, signalDecay, type SignalDecay } from "./finite-width/signal-decay";
export { type Stop, stopBy, type StoppingTest, stoppingTests } from "./optimization/stopping";
export { type LoneStep, trainAlone } from "./optimization/train-alone";
export { truncatedVariance } from "../numerics/truncated-normal";
export { type TypicalSlope, typicalSlope } from "./chain/typical-slope";
