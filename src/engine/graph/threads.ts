import { type Attribute, constantOf } from "./attribute";
import { call, type FunctionDefinition, type NodeDefinition, nodeOf } from "./function";
import type { TensorInfo } from "./tensor-info";

/**
 * A function of these nodes in which no operation may use more than so many threads, with the functions that it calls.
 *
 * TensorFlow has such a limit for tf.data only, so that the nodes become what a dataset of one element is mapped by. What is
 * fed and what comes out passes through variables: a mapping of one argument, one call and one result is too small for
 * TensorFlow to optimize.
 */
export function limitThreads(
  name: string,
  nodes: readonly NodeDefinition[],
  args: readonly TensorInfo[],
  results: readonly TensorInfo[],
  threads: number,
): FunctionDefinition[] {
  const held = (part: TensorInfo, kind: string): NodeDefinition =>
    nodeOf("VarHandleOp", `${kind}/${part.name}`, [], { container: "", shared_name: `${kind}/${part.name}`, dtype: { type: part.type }, shape: { shape: "unknown" } }); // prettier-ignore
  const put = (part: TensorInfo, kind: string, value: string): NodeDefinition =>
    nodeOf("AssignVariableOp", `${kind}/${part.name}/put`, [`${kind}/${part.name}`, value], { dtype: { type: part.type } }); // prettier-ignore
  const get = (part: TensorInfo, kind: string, as: string, after: readonly string[] = []): NodeDefinition =>
    nodeOf("ReadVariableOp", as, [`${kind}/${part.name}`, ...after], { dtype: { type: part.type } });
  const int64 = (as: string, value: number, after: readonly string[] = []): NodeDefinition =>
    nodeOf("Const", as, after, constantOf(value, "int64"));
  const fed = args.map((part) => `^fed/${part.name}/put`);
  const given = results.map((part) => `^given/${part.name}/put`);
  const done: TensorInfo = { name: "done", type: "int64", node: "done" };
  const kind: Record<string, Attribute> = { output_types: { types: ["int64"] }, output_shapes: { shapes: ["unknown"] } }; // prettier-ignore

  const steps = [
    ...args.flatMap((part) => [held(part, "fed"), get(part, "fed", part.node)]),
    ...nodes,
    ...results.flatMap((part) => [held(part, "given"), put(part, "given", part.node)]),
    int64("done", 0, given),
  ];
  const mapped = [call("steps", [], [], [done])];
  const outer = [
    ...args.flatMap((part) => [held(part, "fed"), put(part, "fed", part.name)]),
    ...["zero", "one", "threads"].map((as, k) => int64(as, [0, 1, threads][k])),
    nodeOf("RangeDataset", "range", ["zero", "one", "one", ...fed], kind),
    nodeOf("MapDataset", "map", ["range"], { f: { function: "mapped" }, Targuments: { types: [] }, ...kind }),
    nodeOf("MaxIntraOpParallelismDataset", "limited", ["map", "threads"], kind),
    nodeOf("DatasetToSingleElement", "element", ["limited"], kind),
    ...results.flatMap((part) => [held(part, "given"), get(part, "given", `${part.name}/get`, ["^element"])]),
  ];
  return [
    { name: "steps", nodes: steps, args: [], results: [done] },
    { name: "mapped", nodes: mapped, args: [{ name: "unused", type: "int64", node: "" }], results: [{ ...done, node: "steps" }] }, // prettier-ignore
    { name, nodes: outer, args, results: results.map((part) => ({ ...part, node: `${part.name}/get` })) },
  ];
}
