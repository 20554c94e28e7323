import { describe, expect, test } from "vitest";
import { prelu } from "../../src/activations";
import type { NetOptions } from "../../src/architecture/description";
import type { LayerGradients } from "../../src/architecture/hooks";
import { mlp, type Net } from "../../src/architecture/net";
import { LEARNED_BESIDES, PARAMETER_NAMES } from "../../src/architecture/parameters";
import { spirals } from "../../src/data/spirals";
import { norm } from "../../src/numerics/norm";
import { sgd } from "../../src/optimizers";
import { autodiff } from "../../src/probes/autodiff";
import { measure } from "../../src/probes/measure";
import { random } from "../../src/random/random";
import { runTraining } from "../../src/training/run-training";
import { float64Loss, type Numbers } from "../support/float64-loss";

const data = spirals({ points: 12, seed: 1 });

function built(options: Partial<NetOptions>): Net {
  const net = mlp({ inputs: 2, depth: 2, width: 4, outputs: 2, activation: "tanh", seed: 3, ...options });
  const jitter = random(5, "jitter");
  for (const layer of net.parameters)
    for (const name of LEARNED_BESIDES)
      layer[name]?.forEach((x, i, all) => (all[i] = x + 0.2 * jitter.normal()));
  return net;
}

/** The gradient of each learned number besides weights and biases, by central differences in float64. */
function differences({ description, parameters }: Net): Numbers[] {
  const numbers: Numbers[] = parameters.map((layer) =>
    Object.fromEntries(
      PARAMETER_NAMES.flatMap((name) => (layer[name] ? [[name, Array.from(layer[name])]] : [])),
    ),
  );
  const rows = Array.from({ length: data.points }, (_, i) =>
    Array.from(data.inputs.subarray(2 * i, 2 * i + 2)),
  );
  const targets = Array.from(data.labels, (label) => [Number(label === 0), Number(label === 1)]);
  const h = 1e-5;
  return numbers.map((layer, l) =>
    Object.fromEntries(
      LEARNED_BESIDES.filter((name) => layer[name]).map((name) => [
        name,
        layer[name].map((value, i) => {
          const at = (x: number): number =>
            float64Loss(
              description,
              numbers.with(l, { ...layer, [name]: layer[name].with(i, x) }),
              rows,
              targets,
            );
          return (at(value + h) - at(value - h)) / (2 * h);
        }),
      ]),
    ),
  );
}

const NAMES = { slope: "slopeNorm", gain: "gainNorm", shift: "shiftNorm" } as const;

/** Holds a layer's norms to the oracle's; what the layer does not learn is absent. */
function hold(found: Partial<LayerGradients>, wanted: Numbers, absent?: number): void {
  for (const name of LEARNED_BESIDES) {
    if (!wanted[name]) expect(found[NAMES[name]]).toBe(absent);
    else {
      expect(found[NAMES[name]]! / norm(wanted[name])).toBeCloseTo(1, 3);
      expect(found.log10![NAMES[name]]).toBeCloseTo(Math.log10(norm(wanted[name])), 3);
    }
  }
}

describe.each([
  ["PReLU, a slope a layer", { activation: prelu() }],
  [
    "PReLU, a slope a unit, with layer normalization",
    { activation: prelu({ per: "unit" }), normalization: "layer" },
  ],
  ["batch normalization", { normalization: "batch" }],
] as [string, Partial<NetOptions>][])(
  "%s: the gradients of what is learned besides W and b",
  (_, options) => {
    test("are those of finite differences: measured, told to listeners, and in the history of a training", async () => {
      const net = built(options);
      const wanted = differences(net);
      const told: LayerGradients[][] = [];
      const off = net.onGradients(({ layers }) => void told.push(layers));
      const report = measure(net, data);
      const run = await runTraining(net, { data, steps: 1, batch: data.points, optimizer: sgd(1e-3) });
      off();
      expect(told).toHaveLength(2);
      wanted.forEach((layer, l) => {
        for (const layers of told) hold(layers[l], layer);
        hold({ ...report.layers[l], log10: told[0][l].log10 }, layer, 0);
        for (const name of LEARNED_BESIDES) {
          const column = run.layers[l][NAMES[name]];
          if (layer[name]) expect(column![0] / norm(layer[name])).toBeCloseTo(1, 3);
          else expect(column).toBeUndefined();
        }
      });
    });

    test.skipIf(options.normalization === "batch")(
      "are those of finite differences, one by one, by autodiff",
      () => {
        const net = built(options);
        const found = autodiff(net, data);
        differences(net).forEach((layer, l) => {
          for (const name of LEARNED_BESIDES) {
            expect(found[l][name]?.length).toBe(layer[name]?.length);
            layer[name]?.forEach((g, i) => expect(found[l][name]![i]).toBeCloseTo(g, 5));
          }
        });
      },
    );
  },
);

test("gradientMeanAbs is the mean of |∂C/∂w|", () => {
  const net = built({});
  const gradients = autodiff(net, data);
  measure(net, data).layers.forEach(({ gradientMeanAbs }, l) => {
    const { weights } = gradients[l];
    // To the rounding of autodiff, which is float32's.
    expect(gradientMeanAbs).toBeCloseTo(weights.reduce((sum, g) => sum + Math.abs(g), 0) / weights.length, 7);
  });
});
