// The cells that ran, for consoles that offer them again. tslab leaves the request without an answer and logs it.
const SESSION = 1;
/** Cells that are remembered. */
const LIMIT = 1000;

class History {
  entries = [];

  /** `output` is the text of the cell's value, if it has one. */
  add(line, input, output = null) {
    this.entries.push({ line, input, output });
    if (this.entries.length > LIMIT) this.entries.shift();
  }

  /** The content of a reply to a history_request: `[session, line, input]`, or `[input, output]` as the last where asked. */
  answer(request) {
    const chosen = (choices[request.hist_access_type] ?? choices.tail)(this.entries, request);
    const history = chosen.map(({ line, input, output }) => [
      SESSION,
      line,
      request.output ? [input, output] : input,
    ]);
    return { status: "ok", history };
  }
}

const last = (entries, n) => (n ? entries.slice(-n) : entries);

const choices = {
  tail: (entries, { n }) => last(entries, n),
  range: (entries, { session = SESSION, start = 1, stop = Infinity }) =>
    [SESSION, 0].includes(session)
      ? entries.filter(({ line }) => line >= start && line < (stop ?? Infinity))
      : [],
  search(entries, { pattern = "*", unique = false, n }) {
    const found = entries.filter(({ input }) => glob(pattern).test(input));
    const latest = new Map(found.map((entry) => [entry.input, entry]));
    return last(unique ? [...latest.values()] : found, n);
  },
};

/** A pattern of the protocol, where `*` stands for any text and `?` for a character. */
const glob = (pattern) => {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
};

module.exports = { History };
