import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs";
import { type Message, messages } from "./messages";
import type { SavedModel } from "./saved-model";
import { backend, type TensorFlow } from "../../backend/backend";

/** The part of tfjs-node's backend that runs SavedModels and single operations. */
interface NodeBackend {
  loadSavedModelMetaGraph(path: string, tags: string): number;
  runSavedModel(id: number, inputs: Tensor[], infos: { name: string }[], outputs: string[]): Tensor[];
  deleteSavedModel(id: number): void;
  executeSingleOutput(op: string, attributes: { name: string; type: number; value: number }[], inputs: Tensor[]): Tensor; // prettier-ignore
  binding: Record<string, number>;
}

/** Numbers to feed, with their shape. */
export interface FeedValue {
  /** Float32Array: float32; Int32Array: int32; Uint8Array: true or false. */
  values: Float32Array | Int32Array | Uint8Array;
  shape: number[];
}

/** A graph that TensorFlow has loaded. */
export class Model {
  private readonly tf: TensorFlow;
  private readonly node: NodeBackend;
  private readonly id: number;
  private spoilt = false;

  /** @throws Error with TensorFlow's words when it refuses the graph; they name the node, and so its layer */
  constructor(private readonly saved: SavedModel) {
    const { bytes } = saved;
    this.tf = backend().tf;
    this.node = this.tf.backend() as unknown as NodeBackend;
    const folder = mkdtempSync(join(tmpdir(), "vanishing-gradients-"));
    try {
      writeFileSync(join(folder, "saved_model.pb"), bytes);
      this.id = this.node.loadSavedModelMetaGraph(folder, "serve");
    } catch (error) {
      throw naming(error, bytes);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Feeds placeholders and returns results, in the order of their names. */
  run(feed: Record<string, FeedValue>, outputs: readonly string[]): (Float32Array | Int32Array)[] {
    const { tf, node, saved } = this;
    const results: (Float32Array | Int32Array)[] = [];
    // Arrays must not be what `tidy` returns: it would look for tensors in each of their numbers.
    tf.tidy(() => {
      const inputs = Object.values(feed).map(({ values, shape }) => this.copy(tf.tensor(values, shape, typeOf(values)))); // prettier-ignore
      const infos = Object.keys(feed).map((name) => ({ name: saved.feeds[name] }));
      const names = outputs.map((name) => saved.fetches[name]);
      this.spoilt = true;
      const tensors = node.runSavedModel(this.id, inputs, infos, names);
      this.spoilt = false;
      for (const tensor of tensors) results.push(tensor.dataSync() as Float32Array | Int32Array);
    });
    return results;
  }

  /**
   * A copy in TensorFlow's own memory. A tensor that tfjs-node makes is JavaScript's memory, which only JavaScript's thread may
   * give back; but what a variable has held is given back by whichever thread of TensorFlow writes to it next.
   */
  private copy(tensor: Tensor): Tensor {
    const { node } = this;
    const type = node.binding[{ float32: "TF_FLOAT", int32: "TF_INT32", bool: "TF_BOOL" }[tensor.dtype as "float32"]]; // prettier-ignore
    return node.executeSingleOutput("DeepCopy", [{ name: "T", type: node.binding["TF_ATTR_TYPE"], value: type }], [tensor]); // prettier-ignore
  }

  /** Whether TensorFlow failed in a call, after which nobody knows what state the graph is in. */
  get failed(): boolean {
    return this.spoilt;
  }

  close(): void {
    this.node.deleteSavedModel(this.id);
  }
}

/** TensorFlow names an op that it does not know, but not the node: that is looked for here. */
function naming(error: unknown, bytes: Uint8Array): unknown {
  const op = /Op type not registered '(\w+)'/.exec(String(error))?.[1];
  if (op === undefined) return error;
  const node = nodesOf(bytes).find((one) => one.getOp() === op);
  return new Error(`node ${node?.getName()}: the op ${op} is not registered`);
}

/** All nodes of a SavedModel, those of its functions too. */
export function nodesOf(bytes: Uint8Array): Message[] {
  const graph = messages().SavedModel.deserializeBinary(bytes).getMetaGraphsList()[0].getGraphDef();
  const functions = (graph.getLibrary()?.getFunctionList() ?? []) as Message[];
  return [...graph.getNodeList(), ...functions.flatMap((one) => one.getNodeDefList())];
}

function typeOf(values: FeedValue["values"]): "float32" | "int32" | "bool" {
  if (values instanceof Float32Array) return "float32";
  return values instanceof Int32Array ? "int32" : "bool";
}

/** The float64 numbers that `GraphOps.bits` gave. */
export const float64sOf = (pairs: Float32Array | Int32Array): Float64Array =>
  new Float64Array(pairs.slice().buffer);
