import * as vg from "../../src";

/** Arguments that each public function takes, to be spoilt one by one; functions without arguments take []. */
export type Calls = Record<string, readonly unknown[]>;

/** Arguments that other functions made, which are spoilt as a whole and not field by field. */
export const made = new Set<unknown>();
const from = <T>(result: T): T => {
  made.add(result);
  return result;
};

/** Arguments that other functions made, which are spoilt field by field; a field too many does no harm in them. */
export const results = new Set<unknown>();
const result = <T>(value: T): T => {
  results.add(value);
  return value;
};

/** Nets of functions that rely on their type. */
export const trusted = new Set<unknown>();
const trust = <T>(net: T): T => {
  trusted.add(net);
  return net;
};

const { charts, theory } = vg;
const options = { inputs: 2, depth: 1, width: 3, outputs: 2, seed: 1 };
const net = from(vg.mlp(options));
const trustedNet = trust(vg.mlp(options));
const relus = from(vg.mlp({ ...options, activation: "relu" }));
const data = result(vg.spirals({ points: 8, seed: 1 }));
const sequences = result(vg.adding({ points: 4, steps: 3, seed: 1 }));
const recurrentNet = trust(
  vg.recurrent({
    cell: "rnn",
    inputs: 2,
    units: 2,
    outputs: 1,
    loss: "squaredError",
    seed: 1,
  }),
);
const valley = result(theory.quadratic());
const rings = result(vg.oRings());
const rule = result(vg.sgd(0.1));
const descent = result(theory.descent(valley, rule, { start: [1, 1], steps: 5 }));
const chain = { weights: [1, 2, 3], biases: [0, 0.1, 0], input: 0.5, label: 1, activation: "sigmoid" };
const variances = { weights: 1.5, biases: 0.1 };
const fit = from(theory.logisticRegression(rings));
const climbing = { rate: 0.001, steps: 3, onProgress: () => {} };
const sweep = { rates: [0.1, 0.5], start: [1, 1], tolerance: 0.01, most: 50 };
const own = { name: "own", f: (x: number) => Math.abs(x), derivative: Math.sign, kinks: [0] };
const model = trust(vg.tensorflow().sequential());
model.add(vg.tensorflow().layers.dense({ units: 1, inputShape: [1] }));
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
const mode = { target: 2, initial: 0.1, layers: 3 };
const compared = await vg.compare({ depth: [1, 2] }, { base: { width: 2 }, data, seeds: 1 });

export const main: Calls = {
  activation: [own],
  celu: [{ alpha: 1 }],
  elu: [{ alpha: 1 }],
  hardSigmoid: [{ slope: 0.2 }],
  leakyRelu: [{ slope: 0.1 }],
  prelu: [{ initial: 0.25, per: "layer" }],
  rrelu: [{ lower: 0.1, upper: 0.3 }],
  rreluDivisor: [{ lower: 3, upper: 8 }],
  swish: [{ beta: 1 }],
  parameterCount: [net.description],
  convertActivation: [net],
  loadNet: ["/nowhere/net.json"],
  saveNet: [net, "/nowhere/net.json"],
  mlp: [{ ...options, width: [3], activation: "relu", init: "heNormal", bias: true, biasVariance: 0.1, normalization: "none", residual: { every: 1, scale: 1 }, dropout: { rate: 0.1, kind: "alpha" }, output: "softmax", loss: "crossEntropy" }], // prettier-ignore
  adding: [{ points: 4, steps: 4, seed: 1 }],
  measuredFrom: [rings, { origin: 50, unit: 2 }],
  standardized: [rings],
  blobs: [{ points: 4, classes: 2, features: 2, spread: 0.1, seed: 1 }],
  circles: [{ points: 4, inner: 0.4, noise: 0.1, seed: 1 }],
  delayedRecall: [{ points: 4, delay: 2, classes: 2, noise: 0.1, seed: 1 }],
  digits: [{ points: 2, variation: 1, noise: 0.1, seed: 1 }],
  fromArrays: [{ inputs: [[1, 2], [3, 4]], labels: [0, 1], name: "own", columns: ["a", "b"], standardize: true }], // prettier-ignore
  fromCsv: ["a,b,c\n1,2,x\n3,4,y\n", { label: "c", standardize: true, features: ["a"], delimiter: ",", decimal: ".", missing: 0, missingWords: ["?"], oneHot: false }], // prettier-ignore
  iris: ["setosa"],
  mnist: [{ points: 2, seed: 1 }],
  moons: [{ points: 4, noise: 0.1, seed: 1 }],
  spirals: [{ points: 4, classes: 2, turns: 1, noise: 0.1, seed: 1 }],
  splitDataset: [data, { validation: 0.5, seed: 1 }],
  xor: [{ points: 4, noise: 0.1, seed: 1 }],
  constant: [{ value: 1 }],
  heNormal: [{ slope: 0, truncated: false }],
  heUniform: [{ slope: 0.1 }],
  initializer: ["heNormal"],
  lecunNormal: [{ gain: 1 }],
  lecunUniform: [{ gain: 1 }],
  normal: [{ variance: 1 }],
  orthogonal: [{ gain: 1 }],
  uniform: [{ variance: 1 }],
  xavierNormal: [{ gain: 1 }],
  xavierUniform: [{ gain: 1 }],
  check: ["00.fifty", 1],
  toHtml: [charts.geometricMean(theory.meansByShare())],
  show: [
    {
      data: [{ x: [1, 2], y: [3, 4] }],
      layout: { title: "a line" },
      config: {},
      frames: [],
      description: "d",
    },
  ],
  train: [trustedNet, { data, steps: 1, batch: 4, optimizer: rule, schedule: () => 1, clip: { norm: 1 }, weightDecay: 0.1, compile: false, validation: { data, every: 1 }, probes: ["sparsity"], probeEvery: 1, seed: 1 }], // prettier-ignore
  adagrad: [0.1, { epsilon: 1e-8, accumulator: 0.1 }],
  adam: [0.1, { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 }],
  adamw: [0.1, { decay: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 }],
  cosine: [{ end: 0.1 }],
  momentum: [0.1, { momentum: 0.9 }],
  nesterov: [0.1, { momentum: 0.9 }],
  normalizedSgd: [0.1],
  rmsprop: [0.1, { decay: 0.9, epsilon: 1e-8 }],
  sgd: [0.1],
  stepDecay: [{ every: 3, share: 0.1 }],
  warmup: [{ steps: 3, after: () => 1 }],
  autodiff: [net, data],
  histograms: [net, data, { quantity: "delta", bins: 3 }],
  inputGradientCorrelation: [net, [[1, 2], [3, 4]]], // prettier-ignore
  inputOutputSingularValues: [net, [1, 2]],
  compare: [
    { activation: ["tanh"], depth: [1] },
    { base: { width: 2 }, data, seeds: [1], probes: ["exampleCosine"] },
  ],
  lastComparison: [],
  diagnose: [from(vg.measure(net, data))],
  layersModel: [model],
  evaluate: [net, data],
  unitActivity: [net, data],
  followUnits: [trustedNet, data, { every: 2 }],
  measure: [net, data, { probes: ["spectralNorm"], mode: "inference" }],
  recurrent: [{ cell: "rnn", inputs: 2, units: 2, outputs: 1, activation: "tanh", init: "heNormal", recurrentInit: "orthogonal", spectralNorm: 1, output: "linear", loss: "squaredError", seed: 1 }], // prettier-ignore
  measureThroughTime: [recurrentNet, sequences, { jacobians: 1, pairs: true }],
  gradientSignalToNoise: [net, data, { batch: 2, batches: 3, seed: 1 }],
  trainRecurrent: [recurrentNet, { data: sequences, steps: 1, batch: 2, optimizer: rule, schedule: vg.cosine(), clip: { norm: 1 }, weightDecay: 0.1, validation: { data: sequences, every: 1, patience: 1 }, probes: ["hiddenMean"], probeEvery: 1, seed: 1 }], // prettier-ignore
  lsuv: [trustedNet, data, { tolerance: 0.1, rounds: 2 }],
  mnistFirst1000: [],
  oRings: [],
  lastRun: [],
  lastRecurrentRun: [],
  backendReport: [],
  tensorflow: [],
};

export const theories: Calls = {
  agreement: [{ exact: [1, 2], other: [1, 2.1] }],
  angleSweep: [{ coefficients: [0.1, 1], optimizers: [rule], start: [1, 1], steps: 3 }],
  axisProfiles: [valley, descent],
  backpropagation: [net, data, { onProgress: () => {} }],
  batchNormalizationFactor: ["relu"],
  chain: [chain],
  forwardSensitivity: [{ activation: "tanh", weight: 2, bias: 0.1, depths: [1, 3], from: -1, to: 1 }],
  chainFactors: [{ activation: "tanh", weights: [0.5, 1], depth: 3, bias: 0.1, input: 0.2 }],
  clippedLogitRegression: [rings, 0.1],
  contractionFactor: [{ rate: 0.1, curvature: 1 }],
  remainingShare: [{ rate: 0.1, curvature: 1 }, 3],
  stepsToShare: [{ rate: 0.1, curvature: 1 }, 0.1],
  correlationFixedPoints: ["tanh", variances],
  correlationMap: ["tanh", variances, 0.5, { variance: 1 }],
  correlationSlope: ["tanh", variances, 0.5, { variance: 1 }],
  coordinateCheck: ["tanh", { parametrization: "muP", widths: [2, 4], data, rate: 0.01, seed: 1 }],
  criticalLine: ["tanh", [0, 0.1]],
  criticalPoint: ["tanh", 0.1],
  examine: [valley, [1, 1], { tolerance: 1e-3, near: 0.1, reach: 1 }],
  linearChain: [{ input: 1, target: 1 }],
  netCost: [net, data],
  sigmoidPlateau: [],
  correlationOrbit: ["tanh", variances, { from: 0.5, layers: 2 }],
  varianceOrbit: ["tanh", variances, { from: 1, layers: 2, to: 2 }],
  phaseDiagram: ["tanh", { sigmaW: [1, 2], sigmaB: [0, 1], depth: 1, widths: [2], data, seed: 1 }],
  signalDecay: ["tanh", variances, { layers: 2, width: 2, nets: 2, inputCosine: 0.5, seed: 1 }],
  finiteFan: [vg.mlp({ ...options, outputs: 2, activation: "relu", init: "heNormal" }), { nets: 2 }],
  depthScales: ["tanh", variances],
  descent: [valley, rule, { start: [1, 1], steps: 3 }],
  descents: [valley, { optimizers: [vg.sgd], rates: [0.1], start: [1, 1], steps: 3 }],
  chainSensitivity: [{ ...chain, layer: 1, nudge: 0.01 }],
  bornDead: [[3, 4]],
  bornDeadByLayer: [[3, 4]],
  bornDeadBand: [{ widths: [3, 4], nets: 10 }],
  bornDeadCount: [[net], data],
  deadUnits: [relus, data, { draws: 100, seed: 1 }],
  livingWidth: [{ depth: 4, probability: 0.1 }],
  centralDifferences: [([x]: number[]) => x, [1], 1e-5],
  finiteNet: [vg.mlp({ ...options, activation: "relu", init: "heNormal" })],
  widthGrowth: ["relu", { units: 3, weightVariance: 1 }],
  float32Depths: [0.25],
  precisionLens: [[0.1, 1], { formats: ["float16"], lossScales: [1, 8] }],
  sigmoid32: [1],
  slope32: [1],
  gains: ["tanh", { preactivationMeanSquare: 1 }],
  keepingVariances: ["tanh", { fanIn: 2, fanOut: 3, preactivationMeanSquare: 1 }],
  gateSweep: [{ ...chain, layer: 1, sweep: [0, 1] }],
  expectation: [Math.tanh, { variance: 1, kinks: [0] }],
  gradientBound: [net, data, { onProgress: () => {} }],
  gradientFactors: [from(vg.measure(net, data))],
  spectralNorm: [[1, 2, 3, 4], 2, 2],
  inputSpectrum: [{ inputs: 3, points: 20, mean: 0.5, variance: 1, seed: 1 }],
  jacobianSpectrum: [
    "tanh",
    { weights: 1, depth: 3, ensemble: "gaussian", preactivationMeanSquare: 1, width: 20 },
  ],
  landscape: [valley, { reach: [1, 1] }],
  likelihoodPaths: [rings, climbing],
  predict: [fit, [30, 60]],
  logisticRegression: [rings, { tolerance: 1e-9, maxIterations: 30 }],
  chi1: ["tanh", variances],
  fixedPoint: ["tanh", variances],
  varianceMap: ["tanh", variances, 1],
  meanSingularValue: [{ fanIn: 3, fanOut: 4, weightVariance: 1 }],
  meanField: [net, { inputMeanSquare: 1, inputCosine: 0 }],
  meanFields: [from(compared.rows)],
  meansByShare: [0.3],
  nielsenCurve: [6, -3],
  nielsenInterval: [6, -3],
  widestNielsenInterval: [],
  logit: [0.3],
  lyapunovSpectrum: [{ width: 2, depth: 3, seed: 1 }],
  oddsCurve: [0.3],
  quadratic: [{ coefficients: [1, 2], angle: 3, minimum: [0, 1] }],
  cellPath: [[0.5, 0.6]],
  forgetHalfLife: [3],
  forgetCurves: [{ biases: [0, 1], steps: 3 }],
  jacobianGrowth: [{ gains: [0.5, 2], units: 8, steps: 4, nets: 2, seed: 1 }],
  matrixSpectrum: [[1, 2, 3, 4], 2],
  memoryCurse: [{ lambdas: [0.5, 0.9], steps: 20, seed: 1 }],
  recurrentBound: ["tanh", { spectralNorm: 1, steps: 3 }],
  residual: [
    "relu",
    variances,
    { depth: 3, scale: 1, norm: "pre", inputMeanSquare: 1, draw: { width: 3, seed: 1 } },
  ],
  newtonSchulz: [[[1, 2], [3, 4]], { steps: 2 }], // prettier-ignore
  sharpness: [valley, descent, { every: 2 }],
  modeStrength: [mode, 1],
  modeTime: [mode, 1],
  seluMap: [
    { mean: 0.1, variance: 1 },
    { weightSum: 0.1, weightSquareSum: 1 },
  ],
  activationMoments: [["relu", own], { preactivationMeanSquare: 1 }],
  leakyCosineMap: [0.3, 0.1],
  tailoredSlope: [{ depth: 10, from: 0, to: 0.8 }],
  arcCosineMap: [0.3],
  shattering: [{ correlation: 0.4, depth: 3, skip: 1 }],
  softmaxJacobian: [[0, 1, 2]],
  softmaxSweep: [{ keys: 3, logits: [0, 1] }],
  stoppingSweep: [valley, sweep],
  stopBy: ["gradient norm", valley, rule, { start: [1, 1], tolerance: 0.1, most: 20 }],
  trainAlone: [valley, [1, 1], 0, { rate: 0.1 }],
  truncatedVariance: [2],
  typicalSlope: ["tanh", { variance: 1 }],
  weightGrowth: [rings, climbing],
};

const report = from(vg.measure(net, data));
const [prediction] = theory.predict(fit, [31]);

const layers = [1, 2].map((layer) => ({
  layer, weightNorm: [1], biasNorm: [1], deltaRms: [1], updateRatio: [1], log10: { weightNorm: [0], biasNorm: [0], deltaRms: [0], updateRatio: [0] },
})); // prettier-ignore
const timeSteps = [1, 2].map((step) => ({ step, hiddenGradientRms: [10 ** step] }));
const history = { description: net.description, steps: [0], loss: [0.7], accuracy: [0.5] };

const trained = await vg.compare({ optimizer: [rule] }, { base: { width: 2 }, data, seeds: 1, training: { steps: 1, probes: ["deadShare"] } }); // prettier-ignore

const byRate = await vg.compare(
  { optimizer: [vg.sgd(0.1), vg.sgd(0.2)] },
  { base: { width: 2 }, data, seeds: 1, training: { steps: 1 } as never },
);

const trainedFamily = await vg.compare(
  { activation: ["relu", "elu"] },
  { base: { width: 2 }, data, seeds: 1, training: { steps: 1, optimizer: rule } },
);

export const figures: Calls = {
  activationFamily: [from(trainedFamily), { theory: { relu: from(theory.meanField(net)) } }],
  comparison: [from(compared), { quantities: ["deltaRms"], theory: { "depth 1": from(theory.meanField(net)) }, levels: from({ half: 0.5 }), published: from({ "depth 1": [0.1] }) }], // prettier-ignore
  againstTheory: [{ own: { x: [1, 2], measured: from([[1, 2], [2, 3]]), theory: { x: [1, 2], y: [1, 2], deviation: [0.1, 0.2] } } }, { quantity: "exponent" }], // prettier-ignore
  bornDead: [{ own: from(theory.bornDeadCount([net], data)) }, { theory: { own: from(theory.bornDeadBand({ widths: [3], nets: 1 })) } }], // prettier-ignore
  chainFactorMap: [from(theory.chainFactors({ weights: [0.5, 1], depth: 3 }))],
  chainGradients: [from(theory.chain(chain as never))],
  coordinateCheck: [
    {
      standard: from(
        theory.coordinateCheck("tanh", { parametrization: "standard", widths: [2, 4], data, seed: 1 }),
      ),
    },
  ],
  cobweb: [from(theory.varianceOrbit("tanh", variances, { from: 1, layers: 2 }))],
  phaseDiagram: [
    from(
      theory.phaseDiagram("tanh", { sigmaW: [1, 2], sigmaB: [0, 1], depth: 1, widths: [2], data, seed: 1 }),
    ),
  ],
  signalDecay: [from(theory.signalDecay("tanh", variances, { layers: 2, width: 2, nets: 2, seed: 1 }))],
  finiteFan: [
    from(
      theory.finiteFan(vg.mlp({ ...options, outputs: 2, activation: "relu", init: "heNormal" }), { nets: 2 }),
    ),
  ],
  costByAngle: [
    from(theory.angleSweep({ coefficients: [0.1, 1], optimizers: [rule], start: [1, 1], steps: 3 })),
  ],
  criticalPoints: [{ here: result(theory.examine(valley, [1, 1])) }],
  cures: [{ own: from(trainedFamily.rows) }],
  dataset: [from(vg.spirals({ points: 8, seed: 2 })), { features: [0, 1] }],
  deadByRate: [from(trained)],
  descentPaths: [from(theory.landscape(valley, { reach: [1, 1] })), [descent], { rate: 0.1 }],
  chainSensitivity: [from(theory.chainSensitivity({ ...chain, layer: 1 } as never))],
  float32Range: [from(theory.float32Depths(0.25))],
  float32Saturation: [[result(theory.slope32(1)), result(theory.slope32(20))]],
  functionAndSlope: ["tanh", { at: 1, from: -2, to: 2 }],
  gateSweep: [from(theory.gateSweep({ ...chain, layer: 1, sweep: [0, 1] } as never))],
  geometricMean: [from(theory.meansByShare(0.3))],
  gradientAgreement: [from(theory.agreement({ exact: [1, 2], other: [1, 2.1] })), { quantity: "g" }],
  gradientAndDistance: [theory.axisProfiles(valley, descent).map(result)],
  gradientAndLoss: [from(trainedFamily), { theory: { relu: from(theory.meanField(net)) } }],
  gradientBound: [theory.gradientBound(net, data).map(result), report],
  gradientFactors: [{ own: from(theory.gradientFactors(report)) }],
  gradientNormsOverTraining: [{ own: from({ ...history, layers }) }, { quantity: "deltaRms" }],
  gradientProfile: [
    { own: report },
    { theory: { own: from(theory.meanField(net)) }, quantities: ["deltaRms"] },
  ],
  gradientThroughTimeOverTraining: [from({ ...history, timeSteps, probes: { steps: [], timeSteps: [] } }), { quantity: "hiddenGradientRms" }], // prettier-ignore
  eigenvalues: [{ own: result(theory.matrixSpectrum([1, 2, 3, 4], 2)) }, { theory: { own: 1 } }],
  forgetBias: [theory.forgetCurves({ biases: [0, 1], steps: 3 }).map(result), { measured: [], bias: 1 }],
  gradientToEarlierSteps: [
    { own: from(vg.measureThroughTime(recurrentNet, sequences, { pairs: true })) },
    { theory: { own: [1, 1, 1] } },
  ],
  jacobianGrowth: [theory.jacobianGrowth({ gains: [0.5, 2], units: 8, steps: 4, seed: 1 }).map(result)],
  memoryCurse: [theory.memoryCurse({ lambdas: [0.5, 0.9], steps: 20, seed: 1 }).map(result)],
  gradientThroughTime: [from(vg.measureThroughTime(recurrentNet, sequences)), { theory: [1, 1, 1] }],
  histograms: [vg.histograms(net, data).map(result)],
  jacobianSpectra: [{ linear: { Gaussian: { depths: [1, 2], values: [[1, 2], [1, 3]], rms: [1, 1], largest: [2, 3] } } }], // prettier-ignore
  layerByStep: [from({ ...history, layers }), { quantity: "deltaRms" }],
  likelihoodPaths: [from(theory.likelihoodPaths(rings, climbing))],
  logisticFit: [from(vg.oRings()), theory.predict(fit, [31, 60]).map(result), from(prediction)],
  logitAndSigmoid: [from(theory.oddsCurve(0.3))],
  lossByRate: [from(byRate)],
  forwardSensitivity: [[from(theory.forwardSensitivity({ weight: 2, depths: [1, 3] }))]],
  nielsenInterval: [[result(theory.nielsenCurve(6))]],
  nielsenWidths: [[result(theory.nielsenInterval(6))], from(theory.widestNielsenInterval())],
  oddsAndLogit: [from(theory.oddsCurve(0.3))],
  precisionLens: [from(theory.precisionLens([0.1, 1]))],
  residualBlocks: [{ own: { theory: from(theory.residual("relu", variances, { depth: 2 })), drawn: [from(theory.residual("relu", variances, { depth: 2, draw: { width: 3, seed: 1 } }))] } }], // prettier-ignore
  sharpness: [{ own: from(theory.sharpness(valley, descent)) }],
  signalAndGradient: [from(compared), { theory: { "depth 1": from(theory.meanField(net)) } }],
  training: [{ own: from({ ...history, validation: { steps: [1], loss: [0.6], accuracy: [0.5] } }) }],
  softmaxSlope: [[result(theory.softmaxSweep({ keys: 3, logits: [0, 1] }))]],
  spectra: [{ drawn: result(theory.inputSpectrum({ inputs: 3, mean: 0.5, seed: 1 })) }],
  stoppingTests: [from(theory.stoppingSweep(valley, sweep)), { rate: 0.1 }],
  typicalSlope: [from(theory.typicalSlope("tanh"))],
  unitActivity: [{ own: from(vg.unitActivity(net, data)) }],
  unitLives: [from(vg.followUnits(trustedNet, data))],
  weightGrowth: [[result(theory.weightGrowth(rings, climbing))]],
};
