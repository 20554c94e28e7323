/** TensorFlow's protobuf messages, as tfjs-node ships them to read SavedModels; google-protobuf writes them too. */
interface Message {
  serializeBinary(): Uint8Array;
  // Setters and adders of the generated classes, which have no typings.
  [method: string]: any;
}

type MessageClass = { new (): Message } & { [nested: string]: any };

export const messages = new Proxy({} as Record<string, MessageClass>, {
  // Loaded at first use: another backend never needs them.
  get: (_, name: string): MessageClass =>
    (require("@tensorflow/tfjs-node/dist/proto/api_pb.js") as Record<string, MessageClass>)[name],
});
