// `npm test`: formatting, lint, types and the tests; `npm test -- NAME` runs only the test files whose path has NAME.
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { setup } from "./setup.mjs";
import { nodeModules, root, state } from "./setup/paths.mjs";

const checks = {
  formatting: ["oxfmt/bin/oxfmt", "--check", "."],
  lint: ["oxlint/bin/oxlint"],
  types: ["typescript-7/bin/tsc", "--noEmit"],
};
const results = join(state, "vitest.json");

/** Runs a program of node_modules; resolves to whether it succeeded, and to its output unless that was shown. */
function run([program, ...args], stdio = "pipe") {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(nodeModules, program), ...args], { cwd: root, stdio });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => done({ ok: code === 0, output }));
  });
}

async function check(name) {
  const { ok, output } = await run(checks[name]);
  console.log(`${ok ? "✔" : "✖"} ${name}`);
  if (!ok) console.log(output);
  return ok;
}

/** The runner's report; undefined where it did not get that far. */
function report() {
  try {
    return JSON.parse(readFileSync(results, "utf8"));
  } catch {
    return undefined;
  }
}

/** A file that could not be loaded counts as a failed test. */
function counts({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** The files and the tests that took longest, a line each: the suite has ten minutes. */
function slowest({ testResults }, count) {
  const place = (name) => relative(join(root, "test"), name);
  const lines = (timed) =>
    timed
      .toSorted((a, b) => b.seconds - a.seconds)
      .slice(0, count)
      .map(({ seconds, name }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
  const files = testResults.map(({ name, startTime, endTime }) => ({
    seconds: (endTime - startTime) / 1000,
    name: place(name),
  }));
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ duration, title }) => ({
      seconds: (duration ?? 0) / 1000,
      name: `${place(name)}: ${title.slice(0, 90)}`,
    })),
  );
  return ["Slowest files:", ...lines(files), "Slowest tests:", ...lines(tests)].join("\n");
}

await setup();
const args = process.argv.slice(2);
const checked = args.length > 0 ? [] : await Promise.all(Object.keys(checks).map(check));
rmSync(results, { force: true });
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
const { ok } = await run(["vitest/vitest.mjs", "run", ...reporters, ...args], "inherit");
const failedChecks = Object.keys(checks).filter((_, index) => checked[index] === false);
if (failedChecks.length > 0) console.log(`Failed before the tests: ${failedChecks.join(", ")} (see above).`);
const found = report();
if (found && args.length === 0) console.log(slowest(found, 20));
const { passed, failed } = found ? counts(found) : { passed: 0, failed: 1 };
console.log(`${passed} passed, ${failed + failedChecks.length} failed`);
process.exitCode = ok && failedChecks.length === 0 ? 0 : 1;
