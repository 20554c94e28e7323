// What a worker of the page does: the first message has the notebook's cells, all others go to the session.
/* global vanishingGradients */
import { Session } from "./session.mjs";

let session;

addEventListener("message", ({ data }) => {
  if (session) session.receive(data);
  else session = new Session(data.cells, vanishingGradients, (message) => postMessage(message));
});
