import { setup } from "./setup.mjs";
import { build } from "./setup/build.mjs";
import { SetupError } from "./setup/failure.mjs";

await setup({ need: ["packages"] });
try {
  await build();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message, ...error.advice.map((line) => `\n  ${line}`));
  process.exitCode = 1;
}
