// `npm run bench -- kernels`: a training step by kernels against what else a backend has, in turns within one process each.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { mlp, type Net } from "../../src/architecture/net";
import { backend, type BackendName } from "../../src/backend/backend";
import { batchOf } from "../../src/data/batch";
import { fromArrays } from "../../src/data/from-arrays";
import { GraphTraining } from "../../src/engine/graph/training";
import { KernelTraining } from "../../src/engine/kernels/training";
import { ReferenceTraining } from "../../src/engine/reference-training";
import { sgd } from "../../src/optimizers";
import { machine } from "../training/machine";
import type { Cell } from "../training/options";
import { loadProblem, writeProblem } from "../training/problem";
import { program } from "../training/program";
import { interleave, ratioOf, spreadOf } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { digits, textTable, withQuartiles } from "../training/text-table";
import { timedSession } from "../training/timed-session";

const BACKENDS: BackendName[] = ["node", "wasm", "cpu"];
const CELLS: Cell[] = [
  { depth: 5, width: 16 },
  { depth: 20, width: 16 },
  { depth: 20, width: 32 },
];

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { rounds: { type: "string", default: "9" }, seconds: { type: "string", default: "0.3" } } }); // prettier-ignore
  if (process.env["VG_BACKEND"]) return measure(Number(values.rounds), Number(values.seconds));
  const { cpu, cores, node } = machine();
  console.log(`${cpu}, ${cores} cores, Node ${node}, tanh, batch 128: median of the rounds (quartiles).`);
  for (const name of BACKENDS)
    spawnSync(process.execPath, [process.argv[1], ...args], { stdio: "inherit", env: { ...process.env, VG_BACKEND: name } }); // prettier-ignore
}

async function measure(count: number, seconds: number): Promise<void> {
  const { name } = backend();
  const other = name === "node" ? "graph" : "reference";
  const folder = temporaryFolder();
  const rows = [["depth × width", `kernels ÷ ${other}`, "ms by kernels", `ms by ${other} on ${name}`]];
  for (const cell of CELLS) {
    writeProblem(folder, cell, "tanh");
    const problem = loadProblem(folder);
    const batch = batchOf(fromArrays({ inputs: problem.rows, labels: problem.labels }));
    const rule = { optimizer: sgd(problem.rate) };
    const net = (): Net => mlp(problem.net);
    const sessions = {
      kernels: new KernelTraining(net(), rule, batch.size),
      other: name === "node" ? new GraphTraining(net(), rule) : new ReferenceTraining(net(), rule),
    };
    const timed = new Map([
      ["kernels", timedSession(sessions.kernels, batch)] as const,
      ["other", timedSession(sessions.other, batch)] as const,
    ]);
    const { rounds } = await interleave(timed, count, seconds);
    const milliseconds = (key: keyof typeof sessions): string =>
      digits(spreadOf(rounds.map((round) => 1000 * round[key])).median);
    rows.push([`${cell.depth} × ${cell.width}`, withQuartiles(ratioOf(rounds, "kernels", "other")!), milliseconds("kernels"), milliseconds("other")]); // prettier-ignore
    for (const session of Object.values(sessions)) session.close();
  }
  console.log(`\n${textTable(rows)}`);
}

await program(main);
