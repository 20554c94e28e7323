import { type Attribute, TYPES, writeAttribute } from "./attribute";
import { outputNames } from "./output-names";
import type { ProtobufWriter } from "./protobuf";
import type { TensorInfo } from "./tensor-info";

/** A node; of its inputs, those that it only waits for begin with "^". */
export interface NodeDefinition {
  name: string;
  op: string;
  inputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

export const nodeOf = (
  op: string,
  name: string,
  inputs: readonly string[],
  attributes: NodeDefinition["attributes"],
): NodeDefinition => ({ name, op, inputs, attributes });

/** A function: its nodes, and which of them its arguments and results are. */
export interface FunctionDefinition {
  name: string;
  nodes: readonly NodeDefinition[];
  args: readonly TensorInfo[];
  results: readonly TensorInfo[];
  attributes?: NodeDefinition["attributes"];
}

/** `graph_options.rewrite_options.disable_meta_optimizer = true` of a ConfigProto, in protobuf's encoding. */
const UNOPTIMIZED = Uint8Array.of(0x52, 5, 0x52, 3, 0x98, 1, 1);

/** A node that calls the function of its name. */
export const call = (
  name: string,
  inputs: readonly string[],
  args: readonly TensorInfo[],
  results: readonly TensorInfo[],
): NodeDefinition =>
  nodeOf("StatefulPartitionedCall", name, inputs, {
    Tin: { types: args.map(({ type }) => type) },
    Tout: { types: results.map(({ type }) => type) },
    f: { function: name },
    config: "",
    config_proto: { bytes: UNOPTIMIZED },
    executor_type: "",
  });

export function writeNode(pb: ProtobufWriter, field: number, node: NodeDefinition): void {
  pb.message(field, () => {
    pb.string(1, node.name);
    pb.string(2, node.op);
    for (const input of node.inputs) pb.string(3, input);
    writeAttributes(pb, 5, node.attributes);
  });
}

/** Writes a function, in which inputs are named as functions name them: output by output, arguments alone. */
export function writeFunction(
  pb: ProtobufWriter,
  field: number,
  { name, nodes, args, results, attributes }: FunctionDefinition,
): void {
  const ops = new Map(nodes.map(({ name: of, op }) => [of, op]));
  const renamed = (input: string): string => {
    if (input.startsWith("^")) return input;
    const [node, k = "0"] = input.split(":");
    const op = ops.get(node);
    return op === undefined ? node : `${node}:${outputNames(op, Number(k))}`;
  };
  const argument = (kind: number, { name: of, type }: TensorInfo): void =>
    pb.message(kind, () => {
      pb.string(1, of);
      pb.whole(3, TYPES[type]);
    });
  pb.message(field, () => {
    pb.message(1, () => {
      pb.string(1, name);
      for (const one of args) argument(2, one);
      for (const one of results) argument(3, one);
      // It is stateful.
      pb.whole(17, true);
    });
    for (const node of nodes) writeNode(pb, 3, { ...node, inputs: node.inputs.map(renamed) });
    for (const { name: of, node } of results)
      pb.message(4, () => {
        pb.string(1, of);
        pb.string(2, renamed(node));
      });
    writeAttributes(pb, 5, { _tf_data_function: true, ...attributes });
  });
}

function writeAttributes(pb: ProtobufWriter, field: number, attributes: NodeDefinition["attributes"]): void {
  for (const name in attributes) pb.entry(field, name, () => writeAttribute(pb, attributes[name]));
}
