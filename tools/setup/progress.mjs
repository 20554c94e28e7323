const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Reports steps on a stream: on a terminal, finished steps stay and one line below shows what runs; elsewhere (a log)
 * one line when a step starts and one when it ends.
 */
export function createProgress(stream = process.stderr) {
  const running = new Map();
  const live = Boolean(stream.isTTY);
  let timer;

  const clear = () => live && stream.write("\r\x1b[2K");
  const draw = () => {
    const parts = [...running].map(
      ([label, { since, note }]) => `${label}${note ? ` ${note}` : ""}, ${seconds(since)}`,
    );
    clear();
    if (parts.length > 0) stream.write(`  … ${parts.join(" · ")}`.slice(0, (stream.columns || 80) - 1));
  };
  const say = (text) => {
    if (live) clear();
    stream.write(`${text}\n`);
    if (live) draw();
  };

  /** Runs one step and resolves to its result (shown where it is text); `work` gets a function to show a percentage. */
  async function step(label, work) {
    const entry = { since: Date.now(), note: "" };
    running.set(label, entry);
    if (live) timer ??= setInterval(draw, 200).unref();
    else stream.write(`· ${label} …\n`);
    let mark = "✖";
    let result;
    try {
      result = await work((note) => (entry.note = note));
      mark = "✔";
      return result;
    } finally {
      running.delete(label);
      if (running.size === 0) timer = clearInterval(timer);
      say(`${mark} ${label}${typeof result === "string" ? `: ${result}` : ""} (${seconds(entry.since)})`);
    }
  }

  return { say, step };
}
