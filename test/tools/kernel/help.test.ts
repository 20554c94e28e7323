import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { jupyterEnvironment, python, root } from "../../support/jupyter";

/** Asks the real kernel, through Jupyter's own client, for help at each of the places. */
const client = `
import json, sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="tslab")
try:
    asked = json.load(sys.stdin)
    client.execute_interactive(asked["first"], timeout=60)
    replies = [client.inspect(code, at, reply=True, timeout=60)["content"] for code, at in asked["places"]]
    print(json.dumps([reply["data"].get("text/plain") if reply["found"] else None for reply in replies]))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
`;

const first = `import { charts, lsuv, measure, mlp, spirals, theory, train } from "vanishing-gradients";
const data = spirals({ points: 40, seed: 1 });
const net = mlp({ inputs: 2, depth: 1, width: 2, outputs: 1, seed: 1 });`;

/** What Shift+Tab shows at each bar; null for nothing. */
function helps(marked: string[]): (string | null)[] {
  const places = marked.map((code) => [
    code.replace("|", ""),
    Array.from(code.slice(0, code.indexOf("|"))).length,
  ]);
  const { stdout, stderr } = spawnSync(python(), ["-c", client], {
    cwd: join(root, "notebooks"),
    env: jupyterEnvironment(),
    input: JSON.stringify({ first, places }),
    encoding: "utf8",
    timeout: 180_000,
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as (string | null)[];
}

const training = /^train\(net: Net, options: TrainOptions.*\n\nTrains a net and records/;

const expected: Record<string, Record<string, RegExp | null>> = {
  "within a call tells of its function": {
    "train(|": training,
    "await train(net, { data, |": training,
    "train(net, {|})": training,
    "train(|net, { data })": training,
    "const run = train(net, |{ data })": training,
  },
  "on an option or its value tells of the option": {
    "train(net, { data, steps: 2|0 })": /^steps: number\n\nNumber of updates/,
    "train(net, { data, st|eps: 20 })": /^steps: number\n\nNumber of updates/,
    "train(net, { data, clip: { norm: | } })": /^norm\?: number\n\nThe largest Euclidean norm/,
    "lsuv(net, data, { tolerance: |0.1 })": /^tolerance\?: number\n\non \|variance − 1\|/,
    'mlp({ activation: "sig|moid" })': /^activation\?: .*\n\nThe hidden layers' activation/,
  },
  "on a name of theory, charts or the package gives its docstring": {
    "theory.mean|Field(net)": /^theory\.meanField\(net: .*Mean-field theory of a given finite net/s,
    "charts.gradientProfile(|":
      /^charts\.gradientProfile\(reports: .*The size of the gradient in every layer/s,
    "(|theory.logit(0.5))": /^namespace theory\n/,
    "the|ory.logit(0.5)": /^namespace theory\n\nWhat should come out/,
    'const x = "𝔼𝔼𝔼𝔼"; meas|ure(net, data)': /^measure<…>\(net: .*Runs all the data forward/s,
  },
  "names parameters, results and errors, and says nothing of imports": {
    "lsuv|(net, data)":
      /^lsuv\(net: Net(?!.*(\nimport |@param))(.*)\noptions\.rounds: most scalings.*\nThrows InvalidArgument/s,
  },
  "says nothing where there is nothing to say": {
    "  |": null,
    "train(net, { data })|": null,
    "train(net, { data, onStep: () => { | } })": null,
  },
};

describe("Shift+Tab in a cell of the real kernel", () => {
  const found = new Map<string, string | null>();
  beforeAll(() => {
    const places = Object.values(expected).flatMap(Object.keys);
    helps(places).forEach((text, i) => found.set(places[i], text));
  });

  test.each(Object.entries(expected))("%s", (_, places) => {
    for (const [code, text] of Object.entries(places)) {
      if (text) expect(found.get(code), code).toMatch(text);
      else expect(found.get(code), code).toBeNull();
    }
  });
});
