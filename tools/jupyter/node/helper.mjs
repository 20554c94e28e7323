// Answers the exporter (course_notes/helper.py) for as long as its stdin is open: a line of JSON, {"program", "request"}, each with a
// line, {"answer"}, which is what `answer` in the module of that name makes of the request, or {"error"}.
import { createInterface } from "node:readline";
import { inspect } from "node:util";

async function reply({ program, request }) {
  try {
    const { answer } = await import(`./${program}.mjs`);
    return { answer: await answer(request) };
  } catch (error) {
    return { error: inspect(error) };
  }
}

createInterface({ input: process.stdin })
  .on("line", async (line) => process.stdout.write(`${JSON.stringify(await reply(JSON.parse(line)))}\n`))
  .on("close", () => process.exit()); // whatever it is at: nobody waits for the answer
