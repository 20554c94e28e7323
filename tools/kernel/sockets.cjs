// Sockets that lose nothing. zeromq 6.8 makes a socket's sends asynchronous after 512 synchronous ones, and then throws away
// a second one in the same turn ("Socket is busy writing"): `sendTimeout = 0` keeps every send synchronous, so that it has
// happened when `send` returns, in order, even in a cell that never yields. Beyond 1000 waiting messages a publisher and a
// router drop the next: `sendHighWaterMark = 0` lets the queue grow with what the reader prints. A socket that is bound
// asynchronously refuses to send until it is bound, so that the first requests get no answer: `bindSync`. And Node.js ends
// a process without what zeromq has to do at its end, so that what its thread has not sent yet is lost: `closeAll`.
const { createRequire } = require("node:module");
const zeromq = createRequire(require.resolve("tslab/dist/jupyter.js"))("zeromq");

/** How long a kernel that ends waits for its last messages to reach a client that no longer reads. */
const LINGER_MS = 3000;
/** Sockets of a kernel. */
const MOST = 5;

const context = new zeromq.Context({ maxSockets: MOST });
const sockets = [];

/** A socket of a type of zeromq ("Router", "XPublisher", "Reply") at the address. */
function open(type, address) {
  const socket = new zeromq[type]({ context, sendTimeout: 0, sendHighWaterMark: 0, linger: LINGER_MS });
  sockets.push(socket);
  socket.bindSync(address);
  return socket;
}

/**
 * Closes all sockets, and returns when what they were given has been sent. A closed socket is counted until then, and there is room
 * for so many alone: as many can be made anew when the last of them has gone.
 */
function closeAll() {
  for (const socket of sockets.splice(0)) socket.close();
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const end = performance.now() + LINGER_MS + 1000; // in case that a reader's files leave no room
  while (sockets.length < MOST && performance.now() < end) {
    try {
      sockets.push(new zeromq.Pair({ context, linger: 0 }));
    } catch (error) {
      if (error.code !== "EMFILE") throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

/** Calls `receive` with the frames of every message, until the socket is closed. */
async function listen(socket, receive) {
  for await (const frames of socket) receive(frames);
}

module.exports = { open, listen, closeAll };
