import type { ProtobufWriter } from "./protobuf";

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

/** Writes the message of an attribute. */
export function writeAttribute(pb: ProtobufWriter, value: Attribute): void {
  if (typeof value === "boolean") pb.whole(5, value);
  else if (typeof value === "number") pb.whole(3, value);
  else if (typeof value === "string") pb.string(2, value);
  else if ("float" in value) pb.float(4, value.float);
  else if ("type" in value) pb.whole(6, TYPES[value.type]);
  else if ("bytes" in value) pb.octets(2, value.bytes);
  else if ("function" in value) pb.message(10, () => pb.string(1, value.function));
  else if ("shape" in value) pb.message(7, () => writeShape(pb, value.shape));
  else if ("tensor" in value) pb.message(8, () => writeTensor(pb, value.tensor));
  else
    pb.message(1, () => {
      if ("types" in value)
        pb.wholes(6, value.types.map((type) => TYPES[type])); // prettier-ignore
      else for (const shape of value.shapes) pb.message(7, () => writeShape(pb, shape));
    });
}

function writeShape(pb: ProtobufWriter, sizes: readonly number[] | "unknown"): void {
  if (sizes === "unknown") pb.whole(3, true);
  else for (const size of sizes) pb.message(2, () => pb.whole(1, size));
}

function writeTensor(
  pb: ProtobufWriter,
  { type, shape, values }: { type: Type; shape: readonly number[]; values: readonly number[] },
): void {
  pb.whole(1, TYPES[type]);
  pb.message(2, () => writeShape(pb, shape));
  if (type === "float32") pb.floats(5, values);
  else if (type === "float64") pb.doubles(6, values);
  else pb.wholes(type === "int64" ? 10 : 7, values);
}
