// "Draw your guess": a chart that is tagged so stands first without its curves, for the reader to draw what to expect. Then the
// guess stays in it as a dashed line, as long as the chart shows what it was drawn for.
import { createPad } from "./pad.mjs";
import { axesOf, drawnIn, isSame, MARK, nameOf, questionOf } from "./question.mjs";
import { askOf, compare, helpOf, isComparable } from "./words.mjs";

const { created } = window.course;

const button = (textContent, onclick) => created("button", { type: "button", textContent, onclick });

/** What a reader did, for as long as the tab is open; a page opened from disk may have no storage. */
const memory = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  },
  write(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // it then lasts as long as the page
    }
  },
};

/** Where the guess is farthest from the curve, away from the ends: its name hides least there. */
function placeOfName({ truth }, values, drawn) {
  const room = Math.floor(drawn.length / 8);
  const inner = drawn.slice(room, drawn.length - room);
  const gap = (i) => Math.abs(values[i] - (truth[i] ?? values[i]));
  return inner.reduce((best, i) => (gap(i) > gap(best) ? i : best));
}

/** On which side of the guess its name stands: away from the curve, and off the line where that rises or falls. */
function sideOfName({ truth }, values, named) {
  const isBelow = values[named] < truth[named];
  const rise = (values[named + 1] ?? values[named]) - (values[named - 1] ?? values[named]);
  const across = rise === 0 ? "center" : rise > 0 === isBelow ? "right" : "left";
  return `${isBelow ? "bottom" : "top"} ${across}`;
}

/** The guess as a curve of the chart, with its name beside it: in a legend it would take room from the chart. */
function traceOf(question, values) {
  const drawn = drawnIn(values);
  const named = placeOfName(question, values, drawn);
  return {
    type: "scatter",
    mode: "lines+text",
    name: "your guess",
    meta: MARK,
    x: drawn.map((i) => question.columns[i]),
    y: drawn.map((i) => (question.isLog ? 10 ** values[i] : values[i])),
    xaxis: question.of.xaxis,
    yaxis: question.of.yaxis,
    line: {
      dash: "dash",
      width: 3,
      color: getComputedStyle(document.documentElement).getPropertyValue("--guess"),
    },
    text: drawn.map((i) => (i === named ? "your guess" : "")),
    textposition: sideOfName(question, values, named),
    cliponaxis: false,
    showlegend: false,
  };
}

/** The stated ranges of the curve's axis, and of those that are drawn alike, where the guess would leave them. */
function widened({ layout }, question, values) {
  const { range, autorange } = layout[nameOf("y", question.of.yaxis)] ?? {};
  if (!range || autorange === true) return {};
  const drawn = values.filter((value) => value !== null);
  const [low, high] = [Math.min(range[0], ...drawn), Math.max(range[1], ...drawn)];
  if (low === range[0] && high === range[1]) return {};
  const room = 0.04 * (high - low);
  const wide = [low < range[0] ? low - room : low, high > range[1] ? high + room : high];
  const alike = Object.entries(layout).filter(
    ([name, axis]) =>
      /^yaxis\d*$/.test(name) && axis.autorange !== true && String(axis.range) === String(range),
  );
  return Object.fromEntries(alike.map(([name]) => [name, { from: [...range], to: wide }]));
}

/** The guess's curve in the chart: `show` and `hide` do nothing where it is as it should be. */
function createCurve(plot) {
  let ranges = {};
  const index = () => plot.data.findIndex(({ meta }) => meta === MARK);
  const relayout = (end) =>
    window.Plotly.relayout(
      plot,
      Object.fromEntries(Object.entries(ranges).map(([name, of]) => [`${name}.range`, of[end]])),
    );
  return {
    async show(question, values) {
      const at = index();
      if (at >= 0 && plot.data[at].visible !== false) return;
      if (at >= 0) return void (await window.Plotly.restyle(plot, { visible: true }, [at]));
      ranges = widened(plot, question, values);
      await window.Plotly.addTraces(plot, traceOf(question, values));
      if (Object.keys(ranges).length > 0) await relayout("to");
    },
    async hide() {
      const at = index();
      if (at < 0) return;
      const isOurs = Object.entries(ranges).every(
        ([name, { to }]) => String(plot.layout[name].range) === String(to),
      );
      await window.Plotly.deleteTraces(plot, at);
      if (Object.keys(ranges).length > 0 && isOurs) await relayout("from");
      ranges = {};
    },
  };
}

/** What stands in the place of the chart while a guess is drawn, and what stands below the chart then. */
function createParts(plot, pad, acts) {
  const ask = created("p", { className: "guess-ask", id: `${plot.id}-ask` });
  const help = created("p", { className: "guess-help", id: `${plot.id}-help` });
  const told = created("p", { className: "guess-told", role: "status" });
  const names = ["show", "skip", "undo", "clear"];
  const buttons = names.map((name) => button(name[0].toUpperCase() + name.slice(1), acts[name]));
  const row = created("div", { className: "guess-buttons" }, ...buttons);
  const asking = created(
    "div",
    { className: "guess-asking", hidden: true },
    ask,
    pad.element,
    help,
    row,
    told,
  );
  pad.area.setAttribute("aria-describedby", help.id);
  const said = created("p", { className: "guess-said", tabIndex: -1 });
  const [again, away] = [button("Draw again", acts.start), button("Take the guess away", acts.skip)];
  const result = created("div", { className: "guess-result", hidden: true }, said, again, away);
  return { asking, ask, help, told, result, said, again, away };
}

function setUp(chart) {
  const plot = chart.querySelector(".plot");
  const options = JSON.parse(chart.dataset.guess);
  const key = `guess ${location.pathname} ${plot.id}`;
  /** Whether the reader has `seen` the chart, and the `question` and the `values` of a guess. */
  let state = memory.read(key);
  const curve = createCurve(plot);
  const pad = createPad();
  const tell = (text) => (parts.told.textContent = text);
  const asks = () => chart.classList.contains("guessing");

  const acts = {
    show() {
      const [question, values] = [questionOf(plot, options), pad.values()];
      if (isComparable(question, values)) end({ question, values }, parts.said);
      else tell("Nothing is drawn yet: draw a line, or skip.");
    },
    skip: () => end({}, parts.again),
    undo() {
      pad.undo();
      tell("The last stroke is undone.");
    },
    clear() {
      pad.clear();
      tell("The line is cleared.");
    },
    async start() {
      memory.write(key, (state = { seen: true }));
      await curve.hide();
      chart.classList.add("guessing");
      await update();
      pad.clear();
      pad.area.focus();
    },
  };
  const parts = createParts(plot, pad, acts);
  chart.prepend(parts.asking);
  plot.after(parts.result);
  chart.classList.toggle("guessing", !state.seen);

  function end(guessed, focused) {
    memory.write(key, (state = { seen: true, ...guessed }));
    tell("");
    chart.classList.remove("guessing");
    void update();
    focused.focus({ preventScroll: true });
  }

  async function putQuestion(question) {
    parts.ask.textContent = askOf(question);
    parts.help.textContent = helpOf(question);
    isLate = chart.getClientRects().length === 0;
    if (isLate) return;
    const isLost = await pad.ask(question, structuredClone(axesOf(plot, question, options)));
    if (isLost) tell("The chart has other values now: draw for these.");
  }

  /** The sentence about the guess, as long as the chart shows what it was drawn for. */
  async function putResult(question) {
    const { said, again, away } = parts;
    const hasGuess = state.values !== undefined;
    const isFor = hasGuess && question !== undefined && isSame(question, state.question);
    said.hidden = away.hidden = !hasGuess;
    again.hidden = !question;
    again.textContent = hasGuess ? "Draw again" : "Draw your guess";
    said.textContent = isFor
      ? compare(question, state.values)
      : "Your guess was for what the chart showed before. It is back when the chart shows that again.";
    await (isFor ? curve.show(question, state.values) : curve.hide());
  }

  /** Brings everything up to what the chart shows now; where that has nothing to draw, it stands as it is. */
  async function update() {
    const question = questionOf(plot, options);
    if (!question) chart.classList.remove("guessing");
    parts.asking.hidden = !asks();
    if (asks()) chart.setAttribute("aria-labelledby", parts.ask.id); // its caption would give the answer away
    else chart.removeAttribute("aria-labelledby");
    parts.result.hidden = asks() || !(question || state.values);
    await (asks() ? putQuestion(question) : putResult(question));
  }

  // Axes that are drawn where nobody sees them (on another slide, in a fold) would not fit.
  let isLate = false;
  new ResizeObserver(() => isLate && update()).observe(chart);

  let [listens, waits] = [false, false];
  /** After a menu or a slider is done. */
  function later() {
    if (waits || asks()) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      void update();
    });
  }
  plot.addEventListener("chartdrawn", () => {
    if (!listens) for (const name of ["afterplot", "sliderchange"]) plot.on(`plotly_${name}`, later);
    listens = true;
    void update();
  });
}

for (const chart of document.querySelectorAll(".chart[data-guess]")) setUp(chart);
