// `npm run doctor`: says what is installed, which backend runs and why, and what repairs what is missing. It installs
// nothing. Exit code 0 where the course can run.
import * as inspect from "./setup/inspect.mjs";

const checks = [
  ["Node.js", inspect.node],
  ["npm packages", inspect.packages],
  ["Python", inspect.pythonItself],
  ["Jupyter", inspect.jupyter],
  ["Kernel", inspect.kernel],
  ["Build", inspect.build],
  ["TensorFlow", inspect.nativeLibrary],
  ["Backend", inspect.backend],
  ["C++ compiler", inspect.cxx],
  ["Chromium", inspect.chromium],
];

const results = checks.map(([name, look]) => {
  const result = look();
  console.log(`${result.ok ? "✔" : "✖"} ${name.padEnd(13)} ${result.text}`);
  return result;
});

const { repair } = inspect;
const broken = results.filter(({ ok }) => !ok);
if (broken.length === 0) {
  console.log("\nThe course can run: npm start");
  const advice = new Set(results.map(({ command }) => command).filter(Boolean));
  for (const command of advice) console.log(`Optional: ${command}`);
} else {
  const beforeSetup = broken.find(({ command }) => command !== repair);
  console.log(`\nTo repair: ${beforeSetup?.command ?? repair}`);
  process.exitCode = 1;
}
