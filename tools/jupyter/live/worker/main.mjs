// What a worker of the page does: the first message has the notebook's cells and exercises, all others go to the session.
/* global vanishingGradients */
import { Session } from "./session.mjs";

let session;

addEventListener("message", ({ data }) => {
  if (session) return session.receive(data);
  data.exercises.forEach(vanishingGradients.addExercises);
  session = new Session(data.cells, vanishingGradients, (message) => postMessage(message));
});
