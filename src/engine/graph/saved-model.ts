import { constantOf } from "./attribute";
import { call, type FunctionDefinition, type NodeDefinition, nodeOf, writeFunction, writeNode } from "./function"; // prettier-ignore
import { ProtobufWriter } from "./protobuf";
import type { TensorInfo } from "./tensor-info";

/** A graph as TensorFlow loads it, and what its placeholders and results are called there. */
export interface SavedModel {
  bytes: Uint8Array;
  feeds: Readonly<Record<string, string>>;
  fetches: Readonly<Record<string, string>>;
}

/** Functions are ready sooner; a graph runs only what is fetched. */
export type Form = "function" | "graph";

/** The graph version that TensorFlow 2.7 wrote, so that 2.7 and everything newer reads it. */
const PRODUCER = 898;

/** The nodes as they are. TensorFlow optimizes them before the first call, which takes longer than all else. */
export function asGraph(
  nodes: readonly NodeDefinition[],
  placeholders: readonly TensorInfo[],
  results: readonly TensorInfo[],
): SavedModel {
  const names = (parts: readonly TensorInfo[]): Record<string, string> =>
    Object.fromEntries(parts.map(({ name, node }) => [name, node.includes(":") ? node : `${node}:0`]));
  return { bytes: bytesOf(nodes, []), feeds: names(placeholders), fetches: names(results) };
}

/** What a function is mapped over: one number, which it does not use. */
const ONCE: TensorInfo = { name: "once", type: "int32", node: "once" };

/**
 * The nodes as a function, and a graph of three nodes: one whose outputs are fed, and a mapping of the function over one number,
 * which captures them. TensorFlow does not optimize graphs of fewer than four nodes, nor functions that are marked as tf.data's;
 * there is nothing to optimize, and the time for it would grow faster than the depth. Into a mapped function it does not look before
 * it runs it, neither for what XLA could compile nor for a place of each node, which takes as long as the rest of a first call.
 * What comes out of a mapping has a dimension more than what comes out of the function.
 * @param options.threads the threads that one operation may use; default all
 * @param options.called functions that the nodes call
 */
export function asFunction(
  nodes: readonly NodeDefinition[],
  placeholders: readonly TensorInfo[],
  results: readonly TensorInfo[],
  { threads = 0, called = [] }: { threads?: number; called?: readonly FunctionDefinition[] } = {},
): SavedModel {
  const isPlaceholder = ({ op }: NodeDefinition): boolean => op === "Placeholder";
  const body = nodes.filter((node) => !isPlaceholder(node));
  const fed = placeholders.map((_, k) => (k === 0 ? "feed" : `feed:${k}`));
  const names = (node: string, parts: readonly TensorInfo[]): Record<string, string> =>
    Object.fromEntries(parts.map(({ name }, k) => [name, `${node}:${k}`]));
  const outer = [
    call("feed", [], [], placeholders),
    nodeOf("Const", ONCE.name, [], constantOf([0], "int32")),
    nodeOf("MapDefun", "run", [ONCE.name, ...fed], {
      Targuments: { types: [ONCE.type] },
      Tcaptured: { types: placeholders.map(({ type }) => type) },
      output_types: { types: results.map(({ type }) => type) },
      output_shapes: { shapes: results.map(() => "unknown") },
      f: { function: "run" },
      max_intra_op_parallelism: threads,
    }),
  ];
  const functions = [
    { name: "feed", nodes: nodes.filter(isPlaceholder), args: [], results: placeholders },
    { name: "run", nodes: body, args: [ONCE, ...placeholders], results },
    ...called,
  ];
  return {
    bytes: bytesOf(outer, functions),
    feeds: names("feed", placeholders),
    fetches: names("run", results),
  };
}

function bytesOf(nodes: readonly NodeDefinition[], functions: readonly FunctionDefinition[]): Uint8Array {
  const pb = new ProtobufWriter();
  // saved_model_schema_version, and one meta_graph with its meta_info_def and graph_def
  pb.whole(1, 1);
  pb.message(2, () => {
    pb.message(1, () => pb.string(4, "serve"));
    pb.message(2, () => {
      for (const node of nodes) writeNode(pb, 1, node);
      pb.message(2, () => {
        for (const one of functions) writeFunction(pb, 1, one);
      });
      pb.message(4, () => pb.whole(1, PRODUCER));
    });
  });
  return pb.finish();
}
