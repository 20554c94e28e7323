import { type Inputs, inputsOf } from "../architecture/inputs";
import { answersOf } from "../architecture/loss";
import { type Net, predictBy } from "../architecture/net";
import type { Batch } from "../data/dataset";
import { type Evaluation, evaluation, rowsOf } from "./evaluation";
import { outputsOf } from "./outputs";

/** See `Net.predict`. */
export function predict(net: Net, inputs: Inputs): number[][] {
  const { description } = net;
  const outputs = outputsOf(net, inputsOf("predict inputs", inputs, description.inputs));
  return rowsOf(answersOf(description, outputs), description.outputs);
}

/** How good a net's answers to a batch of any size are, as at test. */
export const evaluate = (net: Net, batch: Batch): Evaluation =>
  evaluation(net.description, outputsOf(net, batch.inputs), batch);

predictBy(predict);
