import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { withPassInKernels } from "../../../src/engine/kernels/look";
import { jitter, randomBatch } from "../graph/support";

/** A pass on nothing but JavaScript, as a page has it: no module of Node, no TensorFlow.js, no file. */
const PAGE = `
  import { DOUBLE, Machine } from "./src/engine/kernels/machine";
  import { KernelOps } from "./src/engine/kernels/ops";
  import { numbersOf } from "./src/engine/kernels/program";
  import { arraysOfLayers } from "./src/architecture/parameters";
  import { declareParameters, writeParameters } from "./src/engine/kernels/parameters";
  import { RecordedPass } from "./src/engine/kernels/recorded-pass";
  import { Scales } from "./src/engine/pass/scales";
  globalThis.passOf = (net, batch) => {
    const g = new KernelOps();
    const scales = new Scales(net.layers);
    const pass = new RecordedPass(g, net, declareParameters(g, arraysOfLayers(net)), batch.size, { training: true, spacing: scales.spacing });
    pass.deltas.forEach((delta) => g.program.keep(delta));
    const machine = new Machine(DOUBLE);
    g.program.load(machine);
    writeParameters(machine, pass.parameters, arraysOfLayers(net));
    pass.feed(machine, batch, 0, scales);
    g.program.run(0, g.program.length);
    return [pass.seen(machine).loss, ...pass.deltas.flatMap((delta) => [...numbersOf(machine, delta)])];
  };
`;

test.skipIf(backend().name !== "cpu")("a pass runs where there is nothing but JavaScript, with the same bits", async () => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: PAGE, resolveDir: process.cwd(), loader: "js" },
    bundle: true,
    platform: "browser",
    format: "iife",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  expect(Object.keys(metafile.inputs).filter((file) => /tensorflow|backend\//.test(file))).toEqual([]);
  const page = { atob, WebAssembly } as Record<string, unknown>;
  runInNewContext(outputFiles[0].text, page);
  const net = jitter(mlp({ inputs: 3, depth: 4, width: 7, outputs: 3, activation: "gelu", normalization: "layer", dropout: 0.2, seed: 2 })); // prettier-ignore
  const batch = randomBatch(net.description, 9);
  const wanted = withPassInKernels(net, batch, { training: true }, ({ loss, layers }) => [loss, ...layers.flatMap(({ delta }) => [...delta])]); // prettier-ignore
  const found = (page["passOf"] as (...given: unknown[]) => number[])(net, batch);
  expect([...found]).toEqual(wanted);
}); // prettier-ignore
