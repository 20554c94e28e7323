import { describe, type NetDescription } from "../../architecture/description";
import { type LayerPlan, layersOf } from "../../architecture/layers";
import { requireObject } from "../../errors";

/**
 * The layers of a net, or of a description alone.
 * @throws InvalidArgument when it is neither
 */
export function layersIn(
  argument: string,
  net: { readonly description: NetDescription } | NetDescription,
): LayerPlan[] {
  requireObject(argument, net);
  return layersOf(describe("description" in net ? net.description : net, argument));
}
