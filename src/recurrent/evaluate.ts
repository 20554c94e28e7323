import type { Net } from "../architecture/net";
import { requireNet } from "../architecture/require-net";
import { batchOf } from "../data/batch";
import { type Dataset, requireDataset, type SequenceDataset } from "../data/dataset";
import type { Evaluation } from "../engine/evaluation";
import { evaluate as evaluateLayers } from "../engine/answers";
import { digits, inShort, shown } from "../shown";
import { RecurrentNet, requireRecurrent } from "./net";
import { requireSequences } from "./sequences";
import { evaluateThroughTime } from "./look";

/**
 * How good a net's answers to some data are, such as data that was held out: as `predict` and validation, nothing is dropped
 * out, random slopes have their mean, and batch normalization takes its running statistics. Changes nothing.
 * @param data any number of examples
 * @throws InvalidArgument when the data does not fit the net
 */
export function evaluate(net: Net, data: Dataset): Evaluation;
export function evaluate(net: RecurrentNet, data: SequenceDataset): Evaluation;
export function evaluate(net: Net | RecurrentNet, data: Dataset | SequenceDataset): Evaluation {
  const found =
    net instanceof RecurrentNet ? throughTime(net, data as SequenceDataset) : throughLayers(net, data);
  return shown(found, textOf);
}

function throughLayers(net: Net, data: Dataset): Evaluation {
  requireNet("evaluate net", net);
  requireDataset(data, net.description);
  return evaluateLayers(net, batchOf(data));
}

function throughTime(net: RecurrentNet, data: SequenceDataset): Evaluation {
  requireRecurrent("evaluate net", net);
  requireSequences(data, net.description);
  return evaluateThroughTime(net, batchOf(data));
}

function textOf(found: Evaluation): string {
  const { loss, accuracy, rSquared } = found;
  const known = Object.entries({ accuracy, "R²": rSquared }).filter(([, value]) => !Number.isNaN(value));
  const words = known.map(([name, value]) => `, ${name} ${digits(value)}`).join("");
  return inShort("Evaluation", `loss ${digits(loss)}${words}.`, found);
}
