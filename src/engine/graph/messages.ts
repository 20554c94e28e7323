/** What reads a message; its getters have no typings. */
export interface Message {
  [method: string]: any;
}

type MessageClass = { deserializeBinary(bytes: Uint8Array): Message };

/** TensorFlow's protobuf messages, as tfjs-node ships them to read SavedModels. They take long to load. */
export const messages = (): Record<string, MessageClass> =>
  require("@tensorflow/tfjs-node/dist/proto/api_pb.js") as Record<string, MessageClass>;
