import { InvalidArgument } from "../../src/errors";
import { Disagreed } from "./agreement";
import { WorkerFailure } from "./worker-process";

/** Runs a benchmark; what the user can mend is said without a stack trace. */
export async function program(main: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const wrongOption =
      error instanceof InvalidArgument || String(codeOf(error)).startsWith("ERR_PARSE_ARGS");
    if (!wrongOption && !(error instanceof Disagreed) && !(error instanceof WorkerFailure)) throw error;
    console.error((error as Error).message);
    process.exitCode = wrongOption ? 2 : 1;
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;
