import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Activation } from "../../../src/activations";
import type { GradientContext } from "../../../src/activations/activation";
import type { NetOptions } from "../../../src/architecture/description";
import { mlp, type Net } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import type { Dataset } from "../../../src/data/dataset";
import { spirals } from "../../../src/data/spirals";
import { InvalidArgument } from "../../../src/errors";
import { adam, sgd } from "../../../src/optimizers";
import { measure } from "../../../src/probes/measure";
import { random } from "../../../src/random/random";
import type { Run } from "../../../src/training/run";
import { runTraining as train } from "../../../src/training/run-training";
import { temporaryFolder } from "../../support/folders";
import { inSuite } from "../../support/long";
import { parametersOf } from "./support";

const root = resolve(import.meta.dirname, "../../..");
const data = spirals({ points: 64, seed: 1 });
const small = { inputs: 2, depth: 4, width: 8, outputs: 2, activation: "tanh", seed: 1 } as const;

const numbersOf = ({ loss, accuracy, layers }: Run): unknown => ({ loss, accuracy, layers });

describe.skipIf(backend().name !== "node")("a hundred signals in training, a thousand in the soak", () => {
  const program = join(temporaryFolder(), "interrupted.js");
  beforeAll(() =>
    build({
      entryPoints: [join(import.meta.dirname, "interrupted.ts")],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@tensorflow/*", "tslab", "plotly.js-dist"],
    }).then(() => undefined),
  );

  interface Ended {
    code: number | null;
    signal: string | null;
    stderr: string;
    lines: string[];
  }

  /** Interrupts each run soon after it has begun, at any moment of a step; SIGUSR2 comes all the while. */
  function interrupted(executor: string, rounds: number, width: number): Promise<Ended> {
    const VG_BACKEND = executor === "kernels" ? "cpu" : "node";
    const env = { ...process.env, VG_BACKEND, NODE_PATH: join(root, "node_modules") };
    const child = spawn(process.execPath, [program, executor, String(rounds), String(width)], {
      env,
      cwd: root,
    });
    const stream = random(rounds, executor);
    const lines: string[] = [];
    let stderr = "";
    child.stderr.on("data", (part: Buffer) => (stderr += String(part)));
    let others: NodeJS.Timeout | undefined;
    createInterface(child.stdout).on("line", (line) => {
      lines.push(line);
      others ??= setInterval(() => child.kill("SIGUSR2"), 2);
      if (line === "training") setTimeout(() => child.kill("SIGINT"), 8 * stream.uniform());
    });
    return new Promise((done) =>
      child.on("close", (code, signal) => {
        clearInterval(others);
        done({ code, signal, stderr, lines });
      }),
    );
  }

  test.each([
    ["graph", inSuite(30, { inSoak: 500 }), 64],
    // Wide enough for its operations to be limited to some of the threads.
    ["graph", inSuite(20, { inSoak: 200 }), 96],
    ["kernels", inSuite(25, { inSoak: 300 }), 32],
    ["reference", inSuite(25, { inSoak: 300 }), 64],
  ] as const)(
    "%s: %d runs of width %d in one process each end where they are, and the last is as the first",
    async (executor, rounds, width) => {
      const { code, signal, stderr, lines } = await interrupted(executor, rounds, width);
      expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: "" });
      expect(lines.slice(0, -1)).toEqual(Array(rounds).fill("training"));
      const found = JSON.parse(lines.at(-1)!) as { others: number };
      expect(found).toMatchObject({ stopped: { interrupted: rounds }, whole: true, same: true });
      expect(found.others).toBeGreaterThan(rounds);
    },
  );
});

const own = { name: "own tanh", f: Math.tanh, derivative: (x: number) => 1 - Math.tanh(x) ** 2 };

describe.each([
  ["a curve that TensorFlow knows", "tanh", "graph"],
  ["a function of one's own", own, "reference"],
] as const)("with %s", (_, activation, native) => {
  const here = backend().name === "node" ? native : "kernels";

  test("nets that train at once do as they do one after another, of one structure and of several", async () => {
    const nets = (): Net[] =>
      [1, 2, 3, 4].map((seed) => mlp({ ...small, activation, seed, width: seed < 4 ? 8 : 5 }));
    const options = { data, steps: native === "graph" ? 40 : 12, optimizer: adam(0.01), batch: 16 };
    const together = nets();
    const runs = await Promise.all(together.map((net) => train(net, options)));
    for (const [k, net] of nets().entries()) {
      const run = await train(net, options);
      expect(run.executor.name).toBe(here);
      expect(numbersOf(runs[k])).toEqual(numbersOf(run));
      expect(parametersOf(together[k])).toEqual(parametersOf(net));
    }
  });

  test("a net that is disposed in training ends its run there, whoever disposes it, and others go on", async () => {
    const before = backend().tf.memory().numTensors;
    const [first, second, other] = [1, 2, 3].map((seed) => mlp({ ...small, activation, seed }));
    const options = { data, steps: 1e6, optimizer: sgd(0.1) };
    const byStep = train(first, { ...options, onStep: ({ step }) => step === 5 && first.dispose() });
    const byTimer = train(second, options);
    setTimeout(() => second.dispose(), 50);
    const whole = train(other, { ...options, steps: 100 });
    expect(await byStep).toMatchObject({ stopped: "disposed", loss: { length: 5 } });
    const run = await byTimer;
    expect(run.stopped).toBe("disposed");
    for (const { weightNorm } of run.layers) expect(weightNorm).toHaveLength(run.stepsDone);
    expect(numbersOf(await whole)).toEqual(
      numbersOf(await train(mlp({ ...small, activation, seed: 3 }), { ...options, steps: 100 })),
    );
    expect(backend().tf.memory().numTensors).toBe(before);
  });
});

describe("what cannot fit into memory is refused before anything is made", () => {
  const wide = { inputs: 65_536, depth: 1000, width: 65_536, outputs: 10, seed: 1 };
  test.each([
    [
      "a width beyond all",
      { ...wide, width: 1e6 },
      "mlp width must be a whole number from 1 to 65536; got 1000000",
    ],
    ["parameters beyond memory", wide, /^mlp width must make parameters that fit into memory: .* GB/],
  ])("%s", (_, options, message) => {
    // To draw so many numbers would take hours.
    expect(() => mlp(options as NetOptions)).toThrow(message);
    expect(() => mlp(options as NetOptions)).toThrow(InvalidArgument);
  });

  // Before any backend is asked; "cpu" is always there.
  test.runIf(backend().name === "cpu")(
    "a batch whose activations are beyond memory, in training and measuring",
    async () => {
      const net = mlp({ inputs: 1, depth: 200, width: 250, outputs: 2, seed: 1 });
      const points = 2_000_000;
      const large: Dataset = { name: "large", inputs: new Float32Array(points), labels: new Int32Array(points), points, features: 1, classes: 2 }; // prettier-ignore
      const options = { steps: 1, optimizer: sgd(0.1) };
      const message = /must make activations that fit into memory: .* GB/;
      await expect(train(net, { ...options, data: large, batch: points })).rejects.toThrow(message);
      expect(() => measure(net, large)).toThrow(message);
      expect((await train(net, { ...options, data: large, batch: 2 })).stopped).toBe("finished");
    },
  );
});

describe.skipIf(backend().name !== "node")("a graph that TensorFlow refuses", () => {
  const folder = temporaryFolder();
  const { TMPDIR } = process.env;
  beforeAll(() => void (process.env["TMPDIR"] = folder));
  afterAll(() => {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
  });
  const left = (): unknown => [backend().tf.memory().numTensors, readdirSync(folder)];

  type Gradient = (upstream: string, context: GradientContext<string>) => string;
  interface Writer {
    node(op: string, inputs: string[], attributes?: object): string;
  }
  const node = ({ ops }: GradientContext<string>, ...given: Parameters<Writer["node"]>): string =>
    (ops as unknown as Writer).node(...given);

  /** A net whose second layer's gradient is what such a function writes. */
  function faked(gradient: Gradient): Net {
    const net = mlp(small);
    const { activation } = net.layers[1];
    const fake = { ...activation, name: `fake ${String(gradient)}`, gradient } as Activation;
    Object.assign(net.layers[1], { activation: fake });
    return net;
  }

  const refused: [string, Gradient][] = [
    ["an op that it does not know", (upstream, context) => node(context, "NoSuchOperation", [upstream])],
    ["attributes that do not fit", (upstream, context) => node(context, "Tanh", [upstream], { T: { type: "int32" } })],
  ]; // prettier-ignore
  test.each(refused)(
    "for %s is named with its layer, and the reference trains the net instead",
    async (_, gradient) => {
      const before = left();
      const run = await train(faked(gradient), { data, steps: 5, optimizer: sgd(0.1) });
      expect(run.executor.name).toBe("reference");
      expect(run.executor.reason).toMatch(/^TensorFlow refused the graph \(at layer 2: /);
      expect(run.stopped).toBe("finished");
      expect(left()).toEqual(before);
      const { executor } = await train(mlp(small), { data, steps: 5, optimizer: sgd(0.1) });
      expect(executor.name).toBe("graph");
    },
  );

  test("only once it runs ends the training with an error that names the layer, and the next one runs", async () => {
    const before = left();
    const matrices = { T: { type: "float32" }, transpose_a: false, transpose_b: false };
    const net = faked((upstream, context) => node(context, "MatMul", [upstream, upstream], matrices));
    await expect(train(net, { data, steps: 5, optimizer: sgd(0.1) })).rejects.toThrow("layer2/");
    expect(left()).toEqual(before);
    const { executor } = await train(mlp(small), { data, steps: 5, optimizer: sgd(0.1) });
    expect(executor.name).toBe("graph");
  });
});
