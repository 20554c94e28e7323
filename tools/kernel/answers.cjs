// Answers to the requests that are answered at once, also while a cell awaits something: functions of a request's content
// that return the content of the reply, or nothing where the protocol knows none. Other messages are taken in silence,
// as newer clients send messages that older kernels do not know; tslab writes them into the server's log.
const { completeness } = require("./completeness.cjs");
const info = require("./info.cjs");
const { interrupt } = require("./interrupts.cjs");
const language = require("./language.cjs");

module.exports = {
  kernel_info_request: () => info,
  is_complete_request: ({ code }) => completeness(code),
  complete_request: (content, { executor }) => language.complete(executor, content),
  inspect_request: (content, { executor }) => language.inspect(executor, content),
  history_request: (content, { history }) => history.answer(content),
  comm_info_request: () => ({ status: "ok", comms: {} }),
  /** There are no widgets: whoever opens a channel to one is told that it is closed. */
  comm_open: ({ comm_id }, { outputs }, { header }) =>
    outputs.publish("comm_close", { comm_id, data: {} }, header),
  interrupt_request() {
    interrupt();
    return { status: "ok" };
  },
  shutdown_request: ({ restart = false }) => ({ status: "ok", restart }),
  connect_request: (_, { connection: { shell_port, iopub_port, stdin_port, hb_port, control_port } }) => ({
    status: "ok",
    shell_port,
    iopub_port,
    stdin_port,
    hb_port,
    control_port,
  }),
  debug_request: ({ seq, command }) => ({
    type: "response",
    request_seq: seq,
    success: false,
    command,
    message: "this kernel has no debugger",
  }),
};
