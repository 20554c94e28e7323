// Sockets that lose nothing. zeromq 6.8 makes a socket's sends asynchronous after 512 synchronous ones, and then throws away
// a second one in the same turn ("Socket is busy writing"): `sendTimeout = 0` keeps every send synchronous, so that it has
// happened when `send` returns, in order, even in a cell that never yields. Beyond 1000 waiting messages a publisher and a
// router drop the next: `sendHighWaterMark = 0` lets the queue grow with what the reader prints. A socket that is bound
// asynchronously refuses to send until it is bound, so that the first requests get no answer: `bindSync`.
const { createRequire } = require("node:module");
const zeromq = createRequire(require.resolve("tslab/dist/jupyter.js"))("zeromq");

/** How long a kernel that ends waits for its last messages to reach a client that no longer reads. */
const LINGER_MS = 3000;

/** A socket of a type of zeromq ("Router", "XPublisher", "Reply") at the address. */
function open(type, address) {
  const socket = new zeromq[type]({ sendTimeout: 0, sendHighWaterMark: 0, linger: LINGER_MS });
  socket.bindSync(address);
  return socket;
}

/** Calls `receive` with the frames of every message, until the socket is closed. */
async function listen(socket, receive) {
  for await (const frames of socket) receive(frames);
}

module.exports = { open, listen };
