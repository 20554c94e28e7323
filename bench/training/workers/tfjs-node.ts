// tfjs-node as its documentation teaches it: variables, variableGrads, tf.norm of each gradient, an optimizer.
import { backendReport, tensorflow } from "vanishing-gradients";
import type { LoadedProblem } from "../problem";
import type { Trace } from "../protocol";
import { secondsOf, serve, type Training } from "./serve";

// The package's own instance of tfjs, because tfjs-node 4.22.0 by itself does not run on Node 23 and later.
const tf = tensorflow();

function build({ activation, rate, layers: given, rows, labels, net }: LoadedProblem): Training {
  const layers = given.map(({ weights, biases }) => ({
    weights: tf.variable(tf.tensor2d(weights, [weights.length / biases.length, biases.length])),
    biases: tf.variable(tf.tensor1d(biases)),
  }));
  const variables = layers.flatMap(({ weights, biases }) => [weights, biases]);
  const inputs = tf.tensor2d(rows);
  const targets = tf.oneHot(tf.tensor1d(labels, "int32"), net.outputs);
  const optimizer = tf.train.sgd(rate);

  const logitsOf = (): unknown =>
    layers.reduce((a, { weights, biases }, i) => {
      const z = a.matMul(weights).add(biases);
      return i < layers.length - 1 ? z[activation]() : z;
    }, inputs);

  const step = (): { loss: number; norms: number[] } =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(targets, logitsOf()));
      const norms = variables.map(({ name }) => tf.norm(grads[name]).dataSync()[0]);
      optimizer.applyGradients(grads);
      return { loss: value.dataSync()[0], norms };
    });

  const train = async (steps: number): Promise<Trace> => {
    const records = Array.from({ length: steps }, step);
    return { losses: records.map(({ loss }) => loss), norms: records.map(({ norms }) => norms) };
  };
  return { train, time: async (steps) => ({ seconds: await secondsOf(() => train(steps)) }) };
}

const { name, version } = backendReport();
if (name !== "node")
  throw new Error(`TensorFlow's native library is not installed; tfjs runs on ${name} here`);
await serve(`tfjs-node on TensorFlow ${version}`, build);
