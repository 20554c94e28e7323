// The TypeScript kernel: tslab compiles and runs the cells; what speaks with Jupyter is ours, since tslab 1.0.22 loses
// messages and leaves out parts of the protocol. Each file here says what it mends.
const v8 = require("node:v8");
// What TypeScript runs at a start it mostly runs a few times: V8 spent a sixth of the start on making that fast.
v8.setFlagsFromString("--interrupt-budget=500000");
void require("./typescript.cjs"); // before tslab, whose TypeScript it replaces
const { cleanInspection } = require("./clean-inspection.cjs");
const { endWithParent } = require("./orphan.cjs");
const { offerOwnPackages } = require("./packages.cjs");
const { drawTables } = require("./tables.cjs");

cleanInspection();
drawTables();
endWithParent();
offerOwnPackages();
// Loaded last: it makes the compiler, which looks for types at once.
const { Server } = require("./server.cjs");
new Server(process.argv[process.argv.indexOf("--config-path") + 1]).start();
