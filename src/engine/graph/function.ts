import { type Attribute, attribute, TYPES } from "./attribute";
import { type Message, messages } from "./messages";
import { outputNames } from "./output-names";
import type { TensorInfo } from "./tensor-info";

/** `graph_options.rewrite_options.disable_meta_optimizer = true` of a ConfigProto, in protobuf's encoding. */
const UNOPTIMIZED = Uint8Array.of(0x52, 5, 0x52, 3, 0x98, 1, 1);

/** A node that calls the function of its name. */
export function call(
  name: string,
  inputs: readonly string[],
  args: readonly TensorInfo[],
  results: readonly TensorInfo[],
): Message {
  return nodeOf("StatefulPartitionedCall", name, inputs, {
    Tin: { types: args.map(({ type }) => type) },
    Tout: { types: results.map(({ type }) => type) },
    f: { function: name },
    config: "",
    config_proto: { bytes: UNOPTIMIZED },
    executor_type: "",
  });
}

/**
 * A node; of its inputs, those that it only waits for begin with "^".
 * @param message gives an attribute's message
 */
export function nodeOf(
  op: string,
  name: string,
  inputs: readonly string[],
  attributes: Record<string, Attribute>,
  message: (value: Attribute) => Message = attribute,
): Message {
  const node = new (messages().NodeDef)();
  node.setName(name);
  node.setOp(op);
  node.setInputList([...inputs]);
  const map = node.getAttrMap();
  for (const key in attributes) map.set(key, message(attributes[key]));
  return node;
}

/** Defines a function by its nodes, whose inputs are then named as functions name them: output by output, arguments alone. */
export function define(
  name: string,
  nodes: readonly Message[],
  args: readonly TensorInfo[],
  results: readonly TensorInfo[],
): Message {
  const pb = messages();
  const ops = new Map<string, string>(nodes.map((node) => [node.getName(), node.getOp()]));
  const renamed = (input: string): string => {
    if (input.startsWith("^")) return input;
    const [node, k = "0"] = input.split(":");
    const op = ops.get(node);
    return op === undefined ? node : `${node}:${outputNames(op, Number(k))}`;
  };
  const definition = new pb.FunctionDef();
  const signature = new pb.OpDef();
  signature.setName(name);
  signature.setIsStateful(true);
  const argument = ({ name: of, type }: TensorInfo): Message => {
    const one = new pb.OpDef.ArgDef();
    one.setName(of);
    one.setType(TYPES[type]);
    return one;
  };
  signature.setInputArgList(args.map(argument));
  signature.setOutputArgList(results.map(argument));
  definition.setSignature(signature);
  definition.getAttrMap().set("_tf_data_function", attribute(true));
  for (const node of nodes) {
    node.setInputList(node.getInputList().map(renamed));
    definition.addNodeDef(node);
  }
  for (const { name: of, node } of results) definition.getRetMap().set(of, renamed(node));
  return definition;
}
