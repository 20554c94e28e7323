import { type Inputs, inputsOf } from "../architecture/inputs";
import { answersOf } from "../architecture/loss";
import { type Net, predictBy } from "../architecture/net";
import type { Batch } from "../data/dataset";
import { type Evaluation, rowsOf } from "./evaluation";
import { ReferenceSession } from "./reference";

/** See `Net.predict`. */
export function predict(net: Net, inputs: Inputs): number[][] {
  const { description } = net;
  const values = inputsOf("predict inputs", inputs, description.inputs);
  const session = new ReferenceSession(net);
  try {
    const outputs = session.forward(values);
    return rowsOf(answersOf(description, outputs), description.outputs);
  } finally {
    session.close();
  }
}

/** How good a net's answers to a batch of any size are, as at test. */
export function evaluate(net: Net, batch: Batch): Evaluation {
  const session = new ReferenceSession(net);
  try {
    return session.evaluate(batch);
  } finally {
    session.close();
  }
}

predictBy(predict);
