/** TensorFlow's protobuf messages, as tfjs-node ships them to read SavedModels; google-protobuf writes them too. */
export interface Message {
  serializeBinary(): Uint8Array;
  // Setters and adders of the generated classes, which have no typings.
  [method: string]: any;
}

type MessageClass = { new (): Message } & { [nested: string]: any };

let loaded: Record<string, MessageClass> | undefined;

/** The classes; loaded at first use, because another backend never needs them. */
export const messages = (): Record<string, MessageClass> =>
  (loaded ??= require("@tensorflow/tfjs-node/dist/proto/api_pb.js") as Record<string, MessageClass>);
