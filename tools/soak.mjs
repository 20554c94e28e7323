// `npm run soak`: the long forms of the tests, which take hours; `npm run soak -- NAME` runs only the files whose path has NAME.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setup } from "./setup.mjs";
import { nodeModules, root } from "./setup/paths.mjs";

await setup();
const vitest = join(nodeModules, "vitest", "vitest.mjs");
const config = join(root, "test", "soak", "vitest.config.ts");
const args = ["run", "--config", config, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: "inherit" });
process.exitCode = status ?? 1;
