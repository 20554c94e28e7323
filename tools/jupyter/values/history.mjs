import { differing, readHash, writeHash } from "./address.mjs";

/**
 * Keeps the address in step with the values, of which its hash holds those that are not the exported ones, beside an anchor.
 * @param page `{ parameters, defaults }`
 * @param arrive is called with the values that an address stands for, and with what is wrong in it, a sentence each
 * @returns `read`, which does so for the present address, and `record`, which puts values into it
 */
export function history({ parameters, defaults }, arrive) {
  const { history: steps } = window;
  /** The parameter whose moves go on: they are one step of the browser's history. */
  let moving;

  const state = (anchor, values) => {
    const own = differing(values, defaults);
    return [{ values: own }, "", location.href.split("#")[0] + writeHash({ anchor, values: own })];
  };
  const anchorNow = () => readHash(location.hash, parameters).anchor;

  function read() {
    moving = undefined;
    const { anchor, values, refused } = readHash(location.hash, parameters);
    // A link to a section says nothing of values; a step back to where it led does.
    const isLink = steps.state === null && anchor && Object.keys(values).length + refused.length === 0;
    const kept = isLink ? window.course.values : { ...defaults, ...values };
    const isMixed = location.hash.includes("&");
    steps.replaceState(...state(anchor, kept));
    arrive(kept, refused);
    if (!isMixed || !anchor) return;
    // What a browser finds by itself, and again when all is laid out, is an anchor alone.
    const lead = () => document.getElementById(anchor)?.scrollIntoView();
    lead();
    if (document.readyState !== "complete") addEventListener("load", lead, { once: true });
  }
  addEventListener("hashchange", read);

  return {
    read,
    record(values, moved) {
      const isSame = moved !== undefined && moved === moving;
      steps[isSame ? "replaceState" : "pushState"](...state(anchorNow(), values));
      moving = moved;
    },
  };
}
