import { call, type FunctionDefinition, type NodeDefinition, writeFunction, writeNode } from "./function";
import { ProtobufWriter } from "./protobuf";
import type { TensorInfo } from "./tensor-info";
import { limitThreads } from "./threads";

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

/**
 * The nodes as a function, and a graph of two nodes: one whose outputs are fed, and one that calls the function with them.
 * TensorFlow does not optimize graphs of fewer than four nodes, nor functions that are marked as tf.data's; the call says
 * the same for its own. There is nothing to optimize, and the time for it would grow faster than the depth.
 * @param options.threads the threads that one operation may use; default all
 * @param options.called functions that the nodes call
 */
export function asFunction(
  nodes: readonly NodeDefinition[],
  placeholders: readonly TensorInfo[],
  results: readonly TensorInfo[],
  { threads, called = [] }: { threads?: number; called?: readonly FunctionDefinition[] } = {},
): SavedModel {
  const isPlaceholder = ({ op }: NodeDefinition): boolean => op === "Placeholder";
  const body = nodes.filter((node) => !isPlaceholder(node));
  const fed = placeholders.map((_, k) => (k === 0 ? "feed" : `feed:${k}`));
  const names = (node: string, parts: readonly TensorInfo[]): Record<string, string> =>
    Object.fromEntries(parts.map(({ name }, k) => [name, `${node}:${k}`]));
  const functions = [
    { name: "feed", nodes: nodes.filter(isPlaceholder), args: [], results: placeholders },
    ...(threads === undefined
      ? [{ name: "run", nodes: body, args: placeholders, results }]
      : limitThreads("run", body, placeholders, results, threads)),
    ...called,
  ];
  return {
    bytes: bytesOf([call("feed", [], [], placeholders), call("run", fed, placeholders, results)], functions),
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
