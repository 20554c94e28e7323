// Jupyter's wire protocol: frames to and from messages. tslab sends its messages under the client's session; then a client
// cannot tell a kernel from the one before it, and JupyterLab throws away messages when two clients ask in turn.
const { createHmac, randomUUID, timingSafeEqual } = require("node:crypto");

const DELIMITER = Buffer.from("<IDS|MSG>");
const VERSION = "5.4";
const session = randomUUID();
let sent = 0;

/** Signs messages, and reads those that are signed, with the key of the connection file; an empty key means no signatures. */
class Wire {
  constructor(key) {
    this.key = key;
  }

  /** A message as frames: after the addresses, `parent` is the header of the request that it answers. */
  write(addresses, type, parent, content) {
    const header = {
      msg_id: `${session}_${++sent}`,
      msg_type: type,
      session,
      username: "kernel",
      date: new Date().toISOString(),
      version: VERSION,
    };
    const parts = [header, parent, {}, content].map((part) => JSON.stringify(part));
    return [...addresses, DELIMITER, this.sign(parts), ...parts];
  }

  /** A request from frames: `{ addresses, header, metadata, content }`; nothing from whoever does not know the key. */
  read(frames) {
    const start = frames.findIndex((frame) => frame.equals(DELIMITER));
    const [signature, ...parts] = frames.slice(start + 1);
    if (start < 0 || parts.length < 4 || !this.signed(signature, parts.slice(0, 4))) return undefined;
    const [header, metadata, content] = [parts[0], parts[2], parts[3]].map((part) =>
      JSON.parse(part.toString()),
    );
    return { addresses: frames.slice(0, start), header, metadata, content };
  }

  signed(signature, parts) {
    const expected = Buffer.from(this.sign(parts));
    return !this.key || (signature.length === expected.length && timingSafeEqual(signature, expected));
  }

  sign(parts) {
    if (!this.key) return "";
    const hash = createHmac("sha256", this.key);
    for (const part of parts) hash.update(part);
    return hash.digest("hex");
  }
}

module.exports = { Wire, VERSION };
