import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import type { NetOptions } from "../../../src/architecture/description";
import { mlp } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import type { UpdateRule } from "../../../src/engine/executor";
import { withPassInFloat64 } from "../../../src/engine/graph/float64-pass";
import { messages } from "../../../src/engine/graph/messages";
import { nodesOf } from "../../../src/engine/graph/model";
import { outputNames } from "../../../src/engine/graph/output-names";
import { GraphTraining } from "../../../src/engine/graph/training";
import { adagrad, adam, adamw, momentum, nesterov, normalizedSgd, rmsprop, sgd } from "../../../src/optimizers"; // prettier-ignore
import { random } from "../../../src/random/random";
import registered from "./ops-2.7.json";
import { ENDINGS } from "../../support/endings";
import { inSuite } from "../../support/long";
import { randomBatch, trainBy } from "./support";

interface Definition {
  type: string;
  required?: boolean;
  allowed?: number[];
}
const definitions = registered.ops as unknown as Record<string, Record<string, Definition>>;

/** What google-protobuf gives for a message, by getters that have no typings. */
type Message = any;

/** The attribute value's field that TensorFlow's name for its type stands for. */
const FIELDS: Record<string, string> = { func: "Func", "list(shape)": "List", type: "Type", int: "I", float: "F", bool: "B", string: "S", shape: "Shape", tensor: "Tensor", "list(type)": "List" }; // prettier-ignore

/** The rules that 2.7's definition of an op, or its lack, makes a node break. */
function faultsOf(node: Message): string[] {
  const attributes = definitions[node.getOp()];
  if (!attributes) return [`${node.getOp()} is not in 2.7`];
  const given = new Map<string, Message>();
  node.getAttrMap().forEach((value: Message, name: string) => given.set(name, value));
  const missing = Object.keys(attributes).filter((name) => attributes[name].required && !given.has(name));
  return [
    ...missing.map((name) => `${node.getOp()} lacks ${name}`),
    ...[...given].flatMap(([name, value]) => {
      const definition = attributes[name];
      if (!definition) return [`${node.getOp()} has no ${name} in 2.7`];
      const { type, allowed } = definition;
      const fits = value[`has${FIELDS[type]}`]() && (!allowed || allowed.includes(value.getType()));
      return fits ? [] : [`${node.getOp()}: ${name} is no ${type} that 2.7 takes`];
    }),
  ];
}

describe.skipIf(backend().name !== "node")("the official binaries of 2.7 run the graphs", () => {
  const models: Uint8Array[] = [];
  const native = backend().tf.backend() as unknown as { loadSavedModelMetaGraph(path: string, tags: string): number }; // prettier-ignore
  const load = native.loadSavedModelMetaGraph;
  beforeAll(() => {
    native.loadSavedModelMetaGraph = function (path, tags) {
      models.push(new Uint8Array(readFileSync(join(path, "saved_model.pb"))));
      return load.call(this, path, tags);
    };
    everyGraph();
  });
  afterAll(() => void (native.loadSavedModelMetaGraph = load));

  const base: NetOptions = { inputs: 3, depth: 2, width: 5, outputs: 3, seed: 1 };
  function take(options: Partial<NetOptions>, rule: UpdateRule): void {
    const net = mlp({ ...base, ...options });
    trainBy(GraphTraining, net, rule, [randomBatch(net.description, 8)]);
  }

  /** Everything that changes what nodes are written, at least once in float32 and in float64. */
  function everyGraph(): void {
    const rules = [sgd(0.1), momentum(0.1), nesterov(0.1), adagrad(0.1), rmsprop(0.01), adam(0.01), adamw(0.01), normalizedSgd(0.01)]; // prettier-ignore
    const choose = random(1, "graphs");
    const one = <T>(values: readonly T[]): T => values[Math.floor(values.length * choose.uniform())];
    const limits = [{}, { clipNorm: 0.1 }, { clipValue: 0.01, weightDecay: 0.1 }, { clipNorm: 0.1, clipValue: 0.01 }]; // prettier-ignore
    const rest = (): Partial<NetOptions> => ({
      normalization: one(["none", "batch", "layer"]),
      residual: one([false, {}, { every: 2, scale: 0.5 }]),
      dropout: one([0, 0.2]),
      loss: one(["crossEntropy", "squaredError"]),
      outputs: one([1, 3]),
      bias: one([true, false]),
    });
    activationNames.forEach((activation, k) => {
      take({ activation, ...rest() }, { optimizer: one(rules), ...one(limits) });
      const inFloat64 = [
        // Too small for float32.
        () => take({ activation, init: { name: "normal", variance: 1e-26 }, depth: 3 }, { optimizer: one(rules), ...one(limits) }),
        () => withPassInFloat64(mlp({ ...base, activation, ...rest() }), randomBatch(mlp(base).description, 8), { training: true }, ({ loss }) => loss),
      ]; // prettier-ignore
      for (const write of inSuite([inFloat64[k % 2]], { inSoak: inFloat64 })) write();
    });
    rules.forEach((optimizer, r) => {
      for (const limit of inSuite([limits[r % limits.length]], { inSoak: limits })) take({}, { optimizer, ...limit }); // prettier-ignore
    });
    for (const ending of ENDINGS) take(ending, { optimizer: sgd(0.1) });
    // Wide enough for a limit of threads, and for another way back through the weights.
    for (const width of [96, 384]) take({ width }, { optimizer: sgd(0.1) });
  }

  test("every op is one that 2.7 has registered, with its attributes, and all that it must be given", () => {
    const nodes = models.flatMap(nodesOf);
    expect([...new Set(nodes.flatMap(faultsOf))]).toEqual([]);
    const types = new Set(nodes.map((node) => node.getAttrMap().get("T")?.getType()));
    expect([...types]).toEqual(expect.arrayContaining([1, 2, 3]));
  });

  test("each graph says that 2.7 could have written it", () => {
    for (const model of models) {
      const graph = messages().SavedModel.deserializeBinary(model).getMetaGraphsList()[0].getGraphDef();
      expect(graph.getVersions().getProducer()).toBe(registered.producer);
      expect(graph.getVersions().getMinConsumer()).toBe(0);
    }
    expect(models.length).toBeGreaterThan(50);
  });

  test("each op's outputs are called as 2.7 calls them", () => {
    for (const [op, names] of Object.entries(registered.outputs))
      names.forEach((name, k) => expect([op, outputNames(op, k)]).toEqual([op, `${name}:0`]));
  });

  test("the table of ops holds none that is no longer used", () => {
    const used = new Set(models.flatMap((model) => nodesOf(model).map((node) => node.getOp())));
    expect(Object.keys(definitions).filter((op) => !used.has(op))).toEqual([]);
  });
});
