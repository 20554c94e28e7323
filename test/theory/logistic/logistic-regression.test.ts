import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binaryTable, standardized } from "../../../src/data/binary-table";
import { iris } from "../../../src/data/iris";
import { oRings } from "../../../src/data/o-rings";
import { InvalidArgument } from "../../../src/errors";
import { clippedLogitRegression } from "../../../src/theory/logistic/clipped-logits";
import {
  likelihoodGradient,
  likelihoodHessian,
  logLikelihood,
} from "../../../src/theory/logistic/logistic-likelihood";
import { predict } from "../../../src/theory/logistic/logistic-prediction";
import { logisticRegression } from "../../../src/theory/logistic/logistic-regression";
import { logit } from "../../../src/theory/logistic/odds";

const words = { name: "test", row: "row", column: "x", outcome: "y" };
const table = (...rows: [number, number][]): ReturnType<typeof binaryTable> => binaryTable(words, rows);

const shifted = (w: number[], j: number, h: number): number[] => w.map((v, k) => (k === j ? v + h : v));

describe("logisticRegression(oRings())", () => {
  const fit = logisticRegression(oRings());
  it("gives the published coefficients 15.0429 − 0.2322·T and R's standard errors 7.3786 and 0.1082", () => {
    expect(fit.status).toBe("converged");
    expect(fit.weights[0]).toBeCloseTo(15.0429, 4);
    expect(fit.weights[1]).toBeCloseTo(-0.2322, 4);
    expect(fit.standardErrors[0]).toBeCloseTo(7.3786, 3);
    expect(fit.standardErrors[1]).toBeCloseTo(0.1082, 4);
  });
  it("has the residual deviance 20.315 and, for w₁ = 0, the null deviance 28.267 in closed form", () => {
    expect(-2 * fit.logLikelihood).toBeCloseTo(20.315, 3);
    expect(-2 * logLikelihood(oRings(), [logit(7 / 23), 0])).toBeCloseTo(28.267, 3);
  });
  it("ends where the gradient is 0, after few steps that never lower the likelihood", () => {
    for (const g of likelihoodGradient(oRings(), fit.weights)) expect(Math.abs(g)).toBeLessThan(1e-5);
    expect(fit.iterations).toBeLessThan(10);
    fit.path
      .slice(1)
      .forEach((step, i) => expect(step.logLikelihood).toBeGreaterThanOrEqual(fit.path[i].logLikelihood));
  });
  it("does not depend on the unit of the feature", () => {
    const inUnits = logisticRegression(standardized(oRings()));
    expect(inUnits.logLikelihood).toBeCloseTo(fit.logLikelihood, 6);
  });
});

describe("the likelihood", () => {
  const weights = fc.tuple(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -3, max: 3, noNaN: true }),
  );
  const data = standardized(oRings());
  it("has the gradient and the Hessian that finite differences give", () => {
    const h = 1e-5;
    fc.assert(
      fc.property(weights, (w) => {
        const [gradient, hessian] = [likelihoodGradient(data, w), likelihoodHessian(data, w)];
        for (const j of [0, 1]) {
          const rise = logLikelihood(data, shifted(w, j, h)) - logLikelihood(data, shifted(w, j, -h));
          expect(gradient[j]).toBeCloseTo(rise / (2 * h), 5);
          const [up, down] = [h, -h].map((step) => likelihoodGradient(data, shifted(w, j, step)));
          for (const k of [0, 1]) expect(hessian[j][k]).toBeCloseTo((up[k] - down[k]) / (2 * h), 5);
        }
      }),
      { numRuns: 40 },
    );
  });
  it("stays finite where σ rounds to 0 or 1", () => {
    expect(logLikelihood(table([1, 0], [-1, 1]), [0, 1000])).toBe(-2000);
    expect(logLikelihood(table([1, 1], [-1, 0]), [0, 1000])).toBe(0);
  });
  it("refuses weights that do not fit the data", () => {
    expect(() => logLikelihood(data, [1])).toThrow(InvalidArgument);
  });
});

describe("logisticRegression(data)", () => {
  it("has a closed form for one feature of two values: the logits of the shares", () => {
    const data = table([0, 1], [0, 0], [0, 0], [0, 0], [1, 1], [1, 1], [1, 0]);
    const { weights } = logisticRegression(data);
    expect(weights[0]).toBeCloseTo(logit(1 / 4), 8);
    expect(weights[0] + weights[1]).toBeCloseTo(logit(2 / 3), 8);
  });
  it("reports separable data instead of looping", () => {
    const fit = logisticRegression(iris("setosa"));
    expect(fit.status).toBe("separated");
    expect(fit.standardErrors).toEqual([Infinity, Infinity]);
    expect(logisticRegression(iris("virginica")).status).toBe("converged");
  });
  it("reports classes that only touch (quasi-complete separation), and a single class", () => {
    expect(logisticRegression(table([-2, 0], [0, 0], [0, 1], [0, 1], [3, 1])).status).toBe("separated");
    expect(logisticRegression(table([1, 1], [2, 1], [3, 1])).status).toBe("separated");
  });
  it("converges or finds a separation on any small table, as its sorted classes say", () => {
    const row = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 12 }), (rows) => {
        fc.pre(new Set(rows.map(([x]) => x)).size > 1);
        const [zeros, ones] = [0, 1].map((label) => rows.filter(([, y]) => y === label).map(([x]) => x));
        const apart = Math.max(...zeros) <= Math.min(...ones) || Math.max(...ones) <= Math.min(...zeros);
        expect(logisticRegression(table(...rows)).status).toBe(apart ? "separated" : "converged");
      }),
    );
  });
  it("refuses a constant feature", () => {
    expect(() => logisticRegression(table([1, 0], [1, 1], [1, 0]))).toThrow(/rank 1 of 2/);
  });
  it("says when it runs out of iterations", () => {
    expect(logisticRegression(oRings(), { maxIterations: 2 }).status).toBe("stopped");
  });
});

describe("predict(fit, values)", () => {
  const fit = logisticRegression(oRings());
  it("extrapolates to 31 °F with p = 0.9996 and an interval that begins near ½", () => {
    const [{ probability, lower, upper }] = predict(fit, [31]);
    expect(probability).toBeCloseTo(0.9996, 4);
    expect(lower).toBeGreaterThan(0.3);
    expect(lower).toBeLessThan(0.7);
    expect(upper).toBeLessThan(1);
  });
  it("has the delta-method standard error of the log-odds", () => {
    const [{ probability, upper }] = predict(fit, [65]);
    const [[a, b], [, c]] = fit.covariance;
    expect((logit(upper) - logit(probability)) / 1.959963984540054).toBeCloseTo(
      Math.sqrt(a + 130 * b + 4225 * c),
      8,
    );
  });
  it("refuses a fit without a maximum", () => {
    expect(() => predict(logisticRegression(iris("setosa")), [2])).toThrow(/converged/);
  });
});

describe("clippedLogitRegression(data, clip)", () => {
  it("scales with the logit of the clip, so that the answer is the clip's and not the data's", () => {
    const [a, b] = [0.01, 0.001].map((clip) => clippedLogitRegression(oRings(), clip)[1]);
    expect(b / a).toBeCloseTo(logit(0.001) / logit(0.01), 8);
  });
});
