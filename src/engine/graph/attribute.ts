import { type Message, messages } from "./messages";

/** TensorFlow's number for each type of tensor. */
export const TYPES = { float32: 1, float64: 2, int32: 3, int64: 9, bool: 10, resource: 20 } as const;
export type Type = keyof typeof TYPES;

/** An attribute of a node; a plain number is whole. */
export type Attribute =
  | boolean
  | number
  | string
  | { float: number }
  | { type: Type }
  | { types: readonly Type[] }
  | { shapes: readonly "unknown"[] }
  | { bytes: Uint8Array }
  | { function: string }
  | { shape: readonly number[] | "unknown" }
  | { tensor: { type: Type; shape: readonly number[]; values: readonly number[] } };

/** The attributes of a constant: a scalar, or a list. */
export const constantOf = (values: number | readonly number[], type: Type): Record<string, Attribute> => ({
  dtype: { type },
  value: {
    tensor:
      typeof values === "number"
        ? { type, shape: [], values: [values] }
        : { type, shape: [values.length], values },
  },
});

/** The message of an attribute. */
export function attribute(value: Attribute): Message {
  const pb = messages();
  const result = new pb.AttrValue();
  if (typeof value === "boolean") result.setB(value);
  else if (typeof value === "number") result.setI(value);
  else if (typeof value === "string") result.setS(new TextEncoder().encode(value));
  else if ("float" in value) result.setF(value.float);
  else if ("type" in value) result.setType(TYPES[value.type]);
  else if ("bytes" in value) result.setS(value.bytes);
  else if ("function" in value) {
    const called = new pb.NameAttrList();
    called.setName(value.function);
    result.setFunc(called);
  } else if ("shape" in value) result.setShape(shape(value.shape));
  else if ("tensor" in value) result.setTensor(tensor(value.tensor));
  else {
    const list = new pb.AttrValue.ListValue();
    if ("types" in value) list.setTypeList(value.types.map((type) => TYPES[type]));
    else list.setShapeList(value.shapes.map(shape));
    result.setList(list);
  }
  return result;
}

function shape(sizes: readonly number[] | "unknown"): Message {
  const pb = messages();
  const result = new pb.TensorShape();
  if (sizes === "unknown") {
    result.setUnknownRank(true);
    return result;
  }
  for (const size of sizes) {
    const dim = new pb.TensorShape.Dim();
    dim.setSize(size);
    result.addDim(dim);
  }
  return result;
}

function tensor({
  type,
  shape: sizes,
  values,
}: {
  type: Type;
  shape: readonly number[];
  values: readonly number[];
}): Message {
  const pb = messages();
  const result = new pb.Tensor();
  result.setDtype(TYPES[type]);
  result.setTensorShape(shape(sizes));
  if (type === "float32") result.setFloatValList([...values]);
  else if (type === "float64") result.setDoubleValList([...values]);
  else if (type === "int64") result.setInt64ValList([...values]);
  else result.setIntValList([...values]);
  return result;
}
