import { Net } from "./net";
import { InvalidArgument } from "../errors";

/** Throws unless `net` is a net of ours that was not disposed. */
export function requireNet(argument: string, net: Net): void {
  if (!(net instanceof Net)) throw new InvalidArgument(argument, "must be a net that mlp(…) made", net);
  net.requireAlive();
}
