import { spawnSync } from "node:child_process";
import { type Competitor, competitorOf, type CompetitorName } from "./competitors";
import { pythonSetup } from "./places";

/** The Python that has a framework, or why there is none. */
export type Ready = { python?: string; reason?: string };

/** Makes each competitor's framework ready, one by one, so that one which cannot be had does not keep others away. */
export function makeReady(names: readonly CompetitorName[]): Map<CompetitorName, Ready> {
  const known = new Map<string, Ready>();
  const ready = ({ program }: Competitor): Ready => {
    if ("node" in program) return {};
    const { requirement } = program;
    const answer = known.get(requirement) ?? install(requirement);
    known.set(requirement, answer);
    return answer;
  };
  return new Map(names.map((name) => [name, ready(competitorOf(name))]));
}

function install(requirement: string): Ready {
  const { status, stdout } = spawnSync(process.execPath, [pythonSetup, requirement], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return status === 0 ? (JSON.parse(stdout) as Ready) : { reason: `the set-up of ${requirement} failed` };
}
