import { expect, test } from "vitest";
import { InvalidArgument } from "../src/errors";

const message = (value: unknown, choices: string[]): string =>
  new InvalidArgument("activation", "is not a known name", value, choices).message;

test.each([
  ["tahn", "tanh"],
  ["Relu", "relu"],
  ["sigmod", "sigmoid"],
  ["lekyReLU", "leakyRelu"],
  ["rle", "elr"],
])("%s is taken for a slip of %s, and all choices are listed", (written, meant) => {
  const choices = ["tanh", "relu", "sigmoid", "leakyRelu", "elr"];
  expect(message(written, choices)).toBe(
    `activation is not a known name; got "${written}". Did you mean "${meant}"? Choose one of: ${choices.join(", ")}`,
  );
});

test.each(["softmax", "x", "", 3, undefined])(
  "%s is no slip of anything: nothing is suggested",
  (written) => {
    expect(message(written, ["tanh", "y", "relu"])).not.toContain("Did you mean");
  },
);

test("a printed error is its message and stack; its parts stay readable to programs", () => {
  const error = new InvalidArgument("sgd rate", "must be above 0", -1);
  expect(Object.keys(error)).not.toEqual(expect.arrayContaining(["value"]));
  expect(error).toMatchObject({ argument: "sgd rate", rule: "must be above 0", value: -1, choices: [] });
});
