import { describe, expect, it } from "vitest";
import { cellsOf, parseOptions } from "../../bench/training/options";

const parse = (...args: string[]): unknown => parseOptions(args, ["torch", "jax"]);

describe("parseOptions(args, frameworks)", () => {
  it("has the issue's grid, all frameworks and tanh by default", () => {
    const options = parseOptions([], ["torch", "jax"]);
    expect(options).toMatchObject({ activation: "tanh", rounds: 9, frameworks: ["torch", "jax"] });
    expect(cellsOf(options)).toHaveLength(14);
    expect(cellsOf(options).filter(({ width }) => width === 1024)).toEqual([
      { width: 1024, depth: 5 },
      { width: 1024, depth: 20 },
    ]);
  });

  it("takes lists and keeps the frameworks in the order of the table", () => {
    const options = parseOptions(
      ["--widths", "16, 64", "--depths=5,500", "--frameworks", "jax,torch"],
      ["torch", "jax"],
    );
    expect(cellsOf(options).map(({ width, depth }) => `${width}x${depth}`)).toEqual([
      "16x5",
      "16x500",
      "64x5",
      "64x500",
    ]);
    expect(options.frameworks).toEqual(["torch", "jax"]);
  });

  it.each([
    [["--widths", "16,x"], "--widths must be whole numbers, such as 16 or 5,20"],
    [["--widths", ""], "--widths must be whole numbers"],
    [["--depths", "0"], "--depths must be a whole number from 1 to 1000; got 0"],
    [["--depths", "2.5"], "--depths must be whole numbers"],
    [["--rounds", "0"], "--rounds must be a whole number from 1"],
    [["--seconds", "none"], "--seconds must be a finite number above 0"],
    [["--activation", "tan"], "--activation is not a known name"],
    [["--frameworks", "torch,caffe"], 'got "caffe". Choose one of: torch, jax'],
    [["--round", "3"], "Unknown option '--round'"],
    [["16"], "Unexpected argument '16'"],
    [["--widths"], "argument missing"],
  ])("refuses %j and says what is wrong", (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });

  it("has no option --frameworks where there is nothing to choose", () => {
    expect(() => parseOptions(["--frameworks", "torch"], [])).toThrow("Unknown option '--frameworks'");
  });
});
