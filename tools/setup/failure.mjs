import { relative } from "node:path";
import { log } from "./paths.mjs";

/** A failure that is explained to the user: what went wrong, and what to do. */
export class SetupError extends Error {
  constructor(message, advice = []) {
    super(message);
    this.advice = advice;
  }
}

const unreachable =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR|ERR_SOCKET|network (request|timeout)|NewConnectionError|Max retries exceeded|ProxyError|ConnectTimeout|Read timed out|Temporary failure in name resolution|CERT|SSLError|E40[137]|E50[234]|\b(403|407|502|503|504) (Client|Server|Forbidden|Proxy)/i;

/** Explains a failed download command: a registry that cannot be reached is told apart from other failures. */
export function downloadFailure(registry, setting, error) {
  const tail = (error.output ?? error.message).trim().split("\n").slice(-8);
  if (unreachable.test(error.output ?? "")) {
    return new SetupError(`The ${registry} cannot be reached.`, [
      `Behind a proxy: set HTTPS_PROXY. With a mirror: ${setting}. Offline: see "Offline and proxies" in environment.md.`,
      "Then run the same command again; what was already installed is kept.",
      ...tail.slice(-3),
    ]);
  }
  return new SetupError(
    `Installing from the ${registry} failed (all output: ${relative(process.cwd(), log)}).`,
    tail,
  );
}
