import { describe, expect, test } from "vitest";
import { type Attribute, writeAttribute } from "../../../src/engine/graph/attribute";
import { type Message, messages } from "../../../src/engine/graph/messages";
import { ProtobufWriter } from "../../../src/engine/graph/protobuf";

/** As google-protobuf's classes read it. */
function read(attribute: Attribute): Message {
  const pb = new ProtobufWriter();
  writeAttribute(pb, attribute);
  return messages()["AttrValue"].deserializeBinary(pb.finish());
}

const tensorOf = (type: "float32" | "float64" | "int32" | "int64", values: number[]): Message =>
  read({ tensor: { type, shape: [values.length], values } }).getTensor();

describe("what the writer writes, google-protobuf reads", () => {
  test.each([0, 1, -1, 127, 128, -128, 2 ** 31 - 1, -(2 ** 31), 2 ** 32, 2 ** 53 - 1, 1 - 2 ** 53])("the whole number %d", (value) => {
    expect(read(value).getI()).toBe(value);
    expect(tensorOf("int64", [value, 1]).getInt64ValList()).toEqual([value, 1]);
  }); // prettier-ignore

  test("numbers of each type, to the last bit", () => {
    const values = [0, -0, 1 / 3, -(2 ** -149), 3e38, Infinity, NaN];
    expect(tensorOf("float32", values).getFloatValList()).toEqual(values.map(Math.fround));
    expect(tensorOf("float64", [...values, Number.MIN_VALUE]).getDoubleValList()).toEqual([
      ...values,
      Number.MIN_VALUE,
    ]);
    expect(tensorOf("int32", [-7, 0, 300]).getIntValList()).toEqual([-7, 0, 300]);
    expect(read({ float: 1 / 3 }).getF()).toBe(Math.fround(1 / 3));
  });

  test("true, false and types", () => {
    expect([read(true).getB(), read(false).getB()]).toEqual([true, false]);
    expect(read({ type: "resource" }).getType()).toBe(20);
    expect(
      read({ types: ["bool", "float64"] })
        .getList()
        .getTypeList(),
    ).toEqual([10, 2]);
  });

  test("shapes, known and unknown", () => {
    const sizes = read({ shape: [3, 1000] }).getShape();
    expect(sizes.getDimList().map((dim: Message) => dim.getSize())).toEqual([3, 1000]);
    expect(read({ shape: "unknown" }).getShape().getUnknownRank()).toBe(true);
    expect(
      read({ shapes: ["unknown"] })
        .getList()
        .getShapeList(),
    ).toHaveLength(1);
  });

  // A message's length stands before it, and takes another byte from 128 and from 16 384 on.
  test.each([0, 1, 127, 128, 16_383, 16_384, 200_000])("a text of %d letters, which may be beyond ASCII", (length) => {
    for (const letter of ["a", "δ"]) {
      const text = letter.repeat(length);
      expect(Buffer.from(read(text).getS_asU8()).toString()).toBe(text);
      expect(read({ function: text }).getFunc().getName()).toBe(text);
    }
  }); // prettier-ignore
});
