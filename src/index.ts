export {
  activation,
  activationNames,
  celu,
  elu,
  hardSigmoid,
  leakyRelu,
  prelu,
  rrelu,
  rreluDivisor,
  swish,
} from "./activations";
export type { Activation, ActivationInput, ActivationName } from "./activations";
export type { Dropout } from "./architecture/dropout";
export type { NetDescription, NetOptions } from "./architecture/description";
export type { GradientEvent, LayerGradients, ListenerOptions } from "./architecture/hooks";
export { parameterCount } from "./architecture/layers";
export { convertActivation, type ConvertedNet } from "./architecture/conversion";
export { loadNet, saveNet } from "./architecture/file";
export type { Inputs } from "./architecture/inputs";
export type { LayerValues } from "./architecture/set-parameters";
export { mlp, Net } from "./architecture/net";
export type { NetSummary } from "./architecture/summary";
export { backendReport, type BackendReport } from "./backend/backend";
export { tensorflow } from "./backend/tensorflow";
/** Charts of results: pure functions from reports, runs and theory to a Plotly figure, for `show` or `toHtml`. */
export * as charts from "./charts";
export type { Figure } from "./charts/style/figure";
export { adding } from "./data/adding";
export { type BinaryTable, measuredFrom, standardized } from "./data/binary-table";
export { blobs } from "./data/blobs";
export { circles } from "./data/circles";
export type { Dataset, SequenceDataset } from "./data/dataset";
export { delayedRecall } from "./data/delayed-recall";
export { digits } from "./data/digits";
export { fromArrays } from "./data/from-arrays";
export { fromCsv } from "./data/from-csv";
export { iris, type IrisSpecies } from "./data/iris";
export { mnist, mnistFirst1000 } from "./data/mnist";
export { moons } from "./data/moons";
export { oRings } from "./data/o-rings";
export { spirals } from "./data/spirals";
export { splitDataset } from "./data/split";
export { xor } from "./data/xor";
export { diagnose, type Diagnosis, type Finding } from "./diagnosis/diagnose";
export type { FindingName } from "./diagnosis/kinds";
export { InvalidArgument } from "./errors";
export {
  constant,
  heNormal,
  heUniform,
  initializer,
  initializerNames,
  lecunNormal,
  lecunUniform,
  normal,
  orthogonal,
  uniform,
  xavierNormal,
  xavierUniform,
} from "./initializers";
export type { Initializer, InitializerInput, InitializerName } from "./initializers";
export type { Axes } from "./comparison/grid";
export type { CompareOptions, Comparison, ComparisonRow } from "./comparison/run-comparison";
export type { Spread } from "./comparison/spread";
export { check } from "./notebook/check";
export { compare, lastComparison } from "./notebook/compare";
export { toHtml } from "./notebook/html";
export type { PlotlyFigure } from "./notebook/plotly-figure";
export { show } from "./notebook/show";
export { lastRecurrentRun, lastRun, train, trainRecurrent } from "./notebook/train";
export * from "./optimizers";
export { autodiff, type LayerGradient } from "./probes/autodiff";
export {
  histograms,
  type HistogramOptions,
  type HistogramQuantity,
  type LayerHistogram,
} from "./probes/histograms";
export { inputGradientCorrelation } from "./probes/input-gradient-correlation";
export { inputOutputSingularValues } from "./probes/input-jacobian";
export { unitActivity, type LayerActivity, type UnitActivity } from "./probes/unit-activity";
export { followUnits, type LayerLives, type UnitLives } from "./probes/unit-lives";
export { measure, type LayerReport, type MeasureOptions, type Mode, type Report } from "./probes/measure";
export { evaluate } from "./recurrent/evaluate";
export type { Evaluation } from "./engine/evaluation";
export type { SequenceInputs } from "./recurrent/inputs";
export * from "./models";
export { recurrent, RecurrentNet } from "./recurrent/net";
export type { RecurrentDescription, RecurrentOptions } from "./recurrent/description";
export type { RecurrentSummary } from "./recurrent/summary";
export { measureThroughTime, type RecurrentReport } from "./recurrent/measure-recurrent";
export type { GateGradients, RecurrentGradientEvent, TimeStepGradients } from "./recurrent/hooks";
export type { TimeStepProbeName, TimeStepReport } from "./recurrent/time-steps";
export { gradientSignalToNoise, type LayerSignalToNoise } from "./probes/signal-to-noise";
export type {
  GateHistory,
  RecurrentRun,
  RecurrentTrainOptions,
  TimeStepHistory,
  TimeStepProbeHistory,
} from "./recurrent/run-training-through-time";
/** What should come out, in float64 and without a tensor: mean-field theory, closed forms, bounds, critical points. */
export * as theory from "./notebook/theory";
export { lsuv, type LsuvLayer } from "./training/lsuv";
export type { StepEvent, TrainOptions, Validation } from "./training/options";
export type {
  LayerHistory,
  ProbeHistory,
  Run,
  StopReason,
  TrainingHistory,
  ValidationHistory,
} from "./training/run";
