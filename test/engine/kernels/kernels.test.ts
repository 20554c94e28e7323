import { describe, expect, test } from "vitest";
import { numbers } from "../../../src/activations/numbers";
import { backend } from "../../../src/backend/backend";
import { DOUBLE, Machine, SINGLE, START } from "../../../src/engine/kernels/machine";
import type { Floats } from "../../../src/numerics/norm";
import { random } from "../../../src/random/random";

/** Sizes that are one register, registers and what is left of one, and whole blocks and what is left of them. */
const SIZES = [1, 2, 7, 16, 130];

/** A format, the bits of its numbers' digits, and numbers on its edges. */
const FORMATS = [
  { name: "float64", format: DOUBLE, digits: 52, least: Number.MIN_VALUE, denormal: 2 ** -1030, edges: [2 ** -997, 709, -709, 745, -1e300] },
  { name: "float32", format: SINGLE, digits: 23, least: 2 ** -149, denormal: 2 ** -140, edges: [2 ** -110, 88, -88, 104, -1e38] },
] as const; // prettier-ignore

describe.skipIf(backend().name !== "cpu").each(FORMATS)(
  "kernels of $name against float64 in JavaScript",
  ({ format, digits, least, denormal, edges }) => {
    const { bytes } = format;
    const lanes = 16 / bytes;
    const isDouble = format === DOUBLE;
    const rounded = isDouble ? (x: number): number => x : Math.fround;
    const SPECIAL = [0, -0, least, -least, denormal, ...edges, -1e-20, 0.1, -0.34, 0.35, 0.7, -1, 3, -17, 40, -300, 1e5, Infinity, -Infinity, NaN].map(rounded); // prettier-ignore

    const machine = new Machine<Floats>(format);
    machine.reserve(START + 2 ** 22);

    /** Writes arrays one after another, each ending with a register that no one may read, and says where they lie. */
    function lay(...arrays: ArrayLike<number>[]): number[] {
      let at = START;
      return arrays.map((array) => {
        const place = at;
        machine.numbers.fill(NaN, place / bytes, place / bytes + array.length + 2 * lanes - 1);
        machine.numbers.set(array, place / bytes);
        at += 16 * Math.ceil(array.length / lanes + 1);
        return place;
      });
    }
    const at = (place: number, length: number): Float64Array =>
      Float64Array.from(machine.numbers.subarray(place / bytes, place / bytes + length));
    const drawn = (length: number, part: string, scale = 3): Float64Array => {
      const stream = random(7, part);
      return Float64Array.from({ length }, () => rounded(scale * stream.normal()));
    };

    /** The distance to the next number. */
    const ulp = (x: number): number => Math.max(least, 2 ** (Math.floor(Math.log2(Math.abs(x))) - digits));
    const apart = (a: number, exact: number): number => {
      const b = rounded(exact);
      return Object.is(a, b) || (a === b && a !== 0) ? 0 : Number.isNaN(a) || Number.isNaN(b) ? Infinity : Math.abs(a - exact) / ulp(b); // prettier-ignore
    };

    const unary: [string, number, (x: number) => number, ((x: number) => boolean)?][] = [
      ["abs", 0, Math.abs],
      ["square", 0, (x) => x * x],
      ["sqrt", 0, Math.sqrt, (x) => x >= 0],
      ["rsqrt", 0, (x) => 1 / rounded(Math.sqrt(x)), (x) => x >= 0],
      ["exp", 1.5, Math.exp],
      ["softplus", 3, numbers.softplus],
      ["log1p", 3, Math.log1p, (x) => x >= -0.5 && x <= 1],
      ["expm1", 3, Math.expm1, (x) => x <= 0],
      ["erf", 4, numbers.erf],
      // Where it is denormal, its last digits go twice.
      ["normalShare", 6, numbers.normalShare, (x) => !(x < -37 && x > -39)],
    ];
    test.each(unary)("%s(x), to %s ulp at most", (name, most, f, takes = () => true) => {
      for (const size of [...SIZES, 20_000]) {
        const some = size > 200 ? [drawn(10_000, "a", 0.3), drawn(9_000, "b", 30), drawn(1000, "c", 300)].flatMap((all) => [...all]) : [...SPECIAL, ...drawn(size, name)].slice(-size); // prettier-ignore
        const x = [...(size > 200 ? SPECIAL : []), ...some].map((one) => (takes(one) ? one : 0.25 * Math.sign(f(1)))).filter(takes); // prettier-ignore
        const [from, to] = lay(x, new Float64Array(x.length));
        machine.kernels[name](to, from, 16, x.length);
        at(to, x.length).forEach((y, i) => expect([x[i], apart(y, f(x[i])) <= most]).toEqual([x[i], true]));
      }
    });

    test.each([
      ["tanh", Math.tanh, (x: number): number => 1 / Math.cosh(x) ** 2],
      ["sigmoid", numbers.sigmoid, (x: number): number => numbers.sigmoid(x) * numbers.sigmoid(-x)],
    ] as const)("%s(x) to 4 ulp, its slope to 9 in its tails too", (name, f, slope) => {
      const x = [...SPECIAL, ...drawn(5000, "a", 0.3), ...drawn(5001, "b", 10), ...drawn(500, "c", 100)];
      const [from, to, slopes] = lay(x, new Float64Array(x.length), new Float64Array(x.length));
      machine.kernels[name](to, slopes, from, 16, x.length);
      at(to, x.length).forEach((y, i) => expect([x[i], apart(y, f(x[i])) <= 4]).toEqual([x[i], true]));
      at(slopes, x.length).forEach((y, i) => {
        const wanted = slope(x[i]);
        if (Number.isNaN(wanted)) expect(y).toBeNaN();
        else expect(Math.abs(y - wanted)).toBeLessThanOrEqual(9 * 2 ** -digits * wanted + 2 ** 54 * least);
      });
    });

    test.each(["tanh", "sigmoid"])(
      "%s of a few numbers is what it is of many, and no register behind the last is written to",
      (name) => {
        const all = drawn(9, name);
        const [many, ...whole] = lay(all, all, all);
        machine.kernels[name](...whole, many, 16, all.length);
        const wanted = whole.map((place) => at(place, all.length));
        for (let size = 1; size < all.length; size++) {
          const [from, ...places] = lay(all.slice(0, size), all.slice(0, size), all.slice(0, size));
          machine.kernels[name](...places, from, size === 1 ? 0 : 16, size);
          places.forEach((place, k) => {
            expect(at(place, size)).toEqual(wanted[k].slice(0, size));
            expect(at(place + 16 * Math.ceil(size / lanes), lanes).every(Number.isNaN)).toBe(true);
          });
        }
      },
    );

    const binary: [string, (a: number, b: number) => number][] = [
      ["add", (a, b) => a + b],
      ["sub", (a, b) => a - b],
      ["mul", (a, b) => a * b],
      ["div", (a, b) => a / b],
      ["divNoNan", (a, b) => (b === 0 ? 0 : a / b)],
      ["minimum", Math.min],
      ["maximum", Math.max],
      ["above", (a, b) => Number(a > b)],
      ["atLeast", (a, b) => Number(a >= b)],
    ];
    test.each(binary)("%s(a, b) exactly, of arrays and of one number with an array", (name, f) => {
      for (const size of [...SIZES, SPECIAL.length ** 2]) {
        const pairs = size > 200 ? SPECIAL.flatMap((x) => SPECIAL.map((y) => [x, y])) : [...drawn(size, "x")].map((x, i) => [x, drawn(size, "y")[i]]); // prettier-ignore
        const [x, y] = [0, 1].map((k) => pairs.map((pair) => pair[k]));
        const one = Array.from({ length: lanes }, () => 1.5);
        const [to, a, b, c] = lay(new Float64Array(size), x, y, one);
        for (const [first, second, wanted] of [
          [[a, 16], [b, 16], (i: number) => f(x[i], y[i])],
          [[c, 0], [b, 16], (i: number) => f(1.5, y[i])],
          [[a, 16], [c, 0], (i: number) => f(x[i], 1.5)],
        ] as const) {
          machine.kernels[name](to, ...first, ...second, size);
          at(to, size).forEach((found, i) =>
            expect([x[i], y[i], found]).toEqual([x[i], y[i], rounded(wanted(i))]),
          );
        }
      }
    });

    test("select(a, x, y): x above 0, y elsewhere and at NaN, whatever is in the other", () => {
      const others = SPECIAL.map(() => Infinity);
      const [to, a, x, y] = lay(others, SPECIAL, others, SPECIAL);
      machine.kernels["select"](to, a, 16, x, 16, y, 16, SPECIAL.length);
      expect([...at(to, SPECIAL.length)]).toEqual(SPECIAL.map((z) => (z > 0 ? Infinity : z)));
    });

    const sides = [1, 2, 3, 4, 7, 16, 33];
    test("products of matrices, plain, of the transposed first, plus a third and plus a row, to the rounding of their sums", () => {
      for (const rows of sides) {
        for (const inner of [1, 7, 16, 130]) {
          for (const columns of sides) {
            const [a, b] = [drawn(rows * inner, "a"), drawn(inner * columns, "b")];
            const across = Float64Array.from(a, (_, k) => a[(k % rows) * inner + Math.floor(k / rows)]);
            const third = drawn(rows * columns, "third");
            const [to, one, other, turned, more] = lay(new Float64Array(rows * columns), a, b, across, third);
            for (const [place, along, down, plus, step] of [
              [one, bytes * inner, bytes, [], 0],
              [turned, bytes, bytes * rows, [more, bytes * columns], columns],
              [one, bytes * inner, bytes, [more, 0], 0],
            ] as const) {
              const kernel = machine.kernels[plus.length > 0 ? "matMulPlus" : "matMul"];
              kernel(to, place, along, down, other, rows, inner, columns, ...plus);
              const found = at(to, rows * columns);
              for (let i = 0; i < rows; i++) {
                for (let j = 0; j < columns; j++) {
                  let sum = plus.length > 0 ? third[i * step + j] : 0;
                  let size = Math.abs(sum);
                  for (let k = 0; k < inner; k++) {
                    sum += a[i * inner + k] * b[k * columns + j];
                    size += Math.abs(a[i * inner + k] * b[k * columns + j]);
                  }
                  const rounding = (inner + 1) * 2 ** -digits * size;
                  expect(Math.abs(found[i * columns + j] - sum)).toBeLessThanOrEqual(rounding);
                }
              }
            }
            const [back, from] = lay(new Float64Array(rows * inner), a);
            machine.kernels["transpose"](back, from, rows, inner);
            expect(at(back, rows * inner)).toEqual(across);
          }
        }
      }
    });

    test("sums, the largest, and repeated rows and columns, of every shape", () => {
      for (const rows of sides) {
        for (const columns of sides) {
          const a = drawn(rows * columns, "a");
          const vector = drawn(Math.max(rows, columns), "v");
          const [to, from, row] = lay(new Float64Array(rows * columns), a, vector);
          const { kernels } = machine;
          const close = (found: Float64Array, wanted: (i: number) => number): void =>
            found.forEach((x, i) => expect(Math.abs(x - wanted(i))).toBeLessThan(2 ** (12 - digits)));
          const sum = (values: Float64Array): number => values.reduce((s, x) => s + x, 0);
          kernels["sumRows"](to, from, rows, columns);
          close(at(to, columns), (j) => sum(a.filter((_, k) => k % columns === j)));
          kernels["sumColumns"](to, from, rows, columns);
          close(at(to, rows), (i) => sum(a.subarray(i * columns, (i + 1) * columns)));
          kernels["largest"](to, from, a.length);
          expect([...at(to, lanes)]).toEqual(Array.from({ length: lanes }, () => Math.max(...a)));
          kernels["repeatRow"](to, row, rows, columns);
          expect(at(to, a.length)).toEqual(a.map((_, k) => vector[k % columns]));
          kernels["repeatColumn"](to, row, rows, columns);
          expect(at(to, a.length)).toEqual(a.map((_, k) => vector[Math.floor(k / columns)]));
        }
      }
    });

    const scales = isDouble ? [2 ** -665, 2 ** 665, 2 ** 1020] : [2 ** -80, 2 ** 80, 2 ** 120];
    test.each([0, least, denormal, ...scales, 1, Infinity, NaN])("norms of numbers of size %d", (scale) => {
    for (const size of SIZES) {
      const a = drawn(size, "a", 1).map((x) => rounded(x * scale));
      const [to, from] = lay(new Float64Array(lanes), a);
      machine.kernels["norm"](to, from, size);
      const [one, ...others] = at(to, lanes);
      expect(others).toEqual(others.map(() => one));
      const wanted = Math.hypot(...a);
      if (Number.isNaN(wanted) || wanted === Infinity) expect(one).toBe(a.some(Number.isNaN) ? NaN : Infinity);
      else expect(Math.abs(one - wanted)).toBeLessThanOrEqual(45 * 2 ** -digits * wanted + 2 * least);
      machine.kernels["halfSquare"](to, from, size);
      if (scale === 1) expect(at(to, 1)[0] / (wanted ** 2 / 2)).toBeCloseTo(1, isDouble ? 13 : 6);
    }
  }); // prettier-ignore

    test("softmax, cross-entropy and their gradients of rows far apart: no overflow, and rows sum to 1 and 0", () => {
      for (const columns of [2, 3, 10, 33]) {
        const z = [...drawn(5 * columns, "z", 5), ...drawn(columns, "far", 600)];
        const y = Float64Array.from(z, (_, k) => Number(k % columns === ((k / columns) % columns) >> 0));
        const [p, from, targets, losses, error, back] = lay(z, z, y, new Float64Array(6), z, z);
        machine.kernels["softmax"](p, from, 6, columns);
        machine.kernels["softmaxCrossEntropy"](losses, error, from, targets, 6, columns);
        machine.kernels["softmaxGradient"](back, p, from, 6, columns);
        const [shares, errors, gradients] = [p, error, back].map((place) => at(place, z.length));
        for (let i = 0; i < 6; i++) {
          const row = z.slice(i * columns, (i + 1) * columns);
          const top = Math.max(...row);
          const total = row.reduce((s, x) => s + Math.exp(x - top), 0);
          let [loss, mean] = [0, 0];
          row.forEach((x, j) => (mean += shares[i * columns + j] * x));
          row.forEach((x, j) => {
            const k = i * columns + j;
            expect(Math.abs(shares[k] - Math.exp(x - top) / total)).toBeLessThan(5 * 2 ** -digits);
            expect(Math.abs(errors[k] - (shares[k] - y[k]))).toBeLessThan(
              isDouble ? Number.MIN_VALUE : 2 ** -digits,
            );
            expect(Math.abs(gradients[k] - shares[k] * (x - mean))).toBeLessThan(2 ** (12 - digits));
            loss += y[k] * (top + Math.log(total) - x);
          });
          expect(Math.abs(at(losses, 6)[i] - loss)).toBeLessThan(2 ** (5 - digits) * Math.max(1, loss));
        }
      }
    });

    test("an update and what is rounded are float32 numbers, the nearest ones", () => {
      const [p, change] = [drawn(7, "p"), drawn(7, "d", 1e-3)];
      const by = rounded(0.3);
      const [to, from, factor] = lay(
        p,
        change,
        Array.from({ length: lanes }, () => by),
      );
      machine.kernels["descend"](to, factor, from, 7);
      expect(at(to, 7)).toEqual(p.map((x, i) => Math.fround(x - rounded(by * change[i]))));
      machine.kernels["round"](to, from, 7);
      expect(at(to, 7)).toEqual(change.map(Math.fround));
    });
  },
);
