// The empty axes of a chart on which a reader draws a curve, by mouse, pen, finger or keys: one value for each place along x.
import { nearest } from "../values/stops.mjs";
import { drawnIn, isSame } from "./question.mjs";
import { standing } from "./words.mjs";

const STEPS = 50; // of an arrow key from the lower end of the axis to the upper
const FURTHER = 5; // times as far with Shift
const PARTS = `<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"><path class="stand"/><path class="line"/>
  <path class="dots"/><g class="given"><circle r="5"/><text>given</text></g><circle class="at" r="6"/></svg>`;

const { created } = window.course;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** What an arrow key changes: 1, 2 or 5 of some power of ten. */
function stepOf([low, high]) {
  const wanted = (high - low) / STEPS;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].find((step) => step * power > 0.99 * wanted) * power;
}

/** Where columns and values lie in the area, in its pixels, and back. */
function scaleOf({ columns, range: [low, high] }, { xaxis, yaxis }) {
  const [left, right] = xaxis.range;
  const [width, height] = [xaxis._length, yaxis._length];
  const across = columns.map(
    (x) => (((xaxis.type === "log" ? Math.log10(x) : x) - left) / (right - left)) * width,
  );
  return {
    width,
    height,
    x: (column) => across[column],
    y: (value) => ((high - value) / (high - low)) * height,
    value: (pixel) => high - (clamp(pixel, 0, height) / height) * (high - low),
    nearest: (pixel) => nearest(across, pixel),
  };
}

/** The values with straight lines between those that are drawn. */
function joined(values, x) {
  const drawn = drawnIn(values);
  return values.map((value, i) => {
    const [before, after] = [drawn.findLast((j) => j < i), drawn.find((j) => j > i)];
    if (value !== null || before === undefined || after === undefined) return value;
    return values[before] + ((x(i) - x(before)) / (x(after) - x(before))) * (values[after] - values[before]);
  });
}

/** Listens to pointers: a stroke gives a value to every column that it passes. */
function takePointers(pad) {
  const { area } = pad;
  let last;
  function draw(event) {
    const { left, top } = area.getBoundingClientRect();
    const [column, value] = [pad.scale.nearest(event.clientX - left), pad.scale.value(event.clientY - top)];
    const from = last ?? { column, value };
    const passed = Math.abs(column - from.column);
    for (let i = 0; i <= passed; i++) {
      const share = passed === 0 ? 1 : i / passed;
      pad.set(from.column + Math.sign(column - from.column) * i, from.value + share * (value - from.value));
    }
    last = { column, value };
    pad.stand(column);
  }
  area.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    area.setPointerCapture(event.pointerId);
    area.focus({ preventScroll: true });
    pad.remember();
    last = undefined;
    draw(event);
  });
  area.addEventListener("pointermove", (event) => {
    if (last && area.hasPointerCapture(event.pointerId)) draw(event);
  });
  area.addEventListener("pointerup", () => (last = undefined));
  area.addEventListener("pointercancel", () => {
    if (last) pad.undo(); // the finger scrolls the page
    last = undefined;
  });
}

/** Listens to keys: to the left and right they choose a column, up and down they move its value. */
function takeKeys(pad) {
  const move = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
  const change = { ArrowUp: 1, ArrowDown: -1, PageUp: FURTHER, PageDown: -FURTHER };
  pad.area.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const isUndo = (ctrlKey || metaKey) && key === "z";
    if (!isUndo && (ctrlKey || metaKey || altKey)) return;
    if (isUndo) pad.undo();
    else if (key in move) pad.stand(pad.at + move[key]);
    else if (key in change) pad.nudge(change[key] * (shiftKey ? FURTHER : 1));
    else if (key === "Delete" || key === "Backspace") pad.erase();
    else return;
    event.preventDefault();
    event.stopPropagation(); // the arrows would turn slides
  });
}

/** The pad, to be put on the page once; `ask(question, axes)` then puts a question on it. */
export function createPad() {
  const axes = created("div", { className: "guess-axes", ariaHidden: "true" });
  const area = created("div", { className: "guess-area", role: "slider", tabIndex: 0, innerHTML: PARTS });
  const element = created("div", { className: "guess-stage" }, axes, area);
  let [question, values, history] = [undefined, [], []];

  const part = (name) => area.querySelector(`.${name}`);
  const put = (name, point) => part(name).setAttribute("transform", `translate(${point.join()})`);

  const pad = {
    element,
    area,
    at: 0,
    scale: undefined,
    /** A value for every column from the first that is drawn to the last. */
    values: () => joined(values, pad.scale.x),
    /** Puts a question on its axes; true where what was drawn for another is gone. */
    async ask(asked, figure) {
      const isOther = question === undefined || !isSame(asked, question);
      const isLost = isOther && history.length > 0;
      question = asked;
      await window.Plotly.react(axes, { ...figure, config: { staticPlot: true, showSendToCloud: false } });
      const { xaxis, yaxis } = axes._fullLayout;
      pad.scale = scaleOf(question, { xaxis, yaxis });
      const place = {
        left: xaxis._offset,
        top: yaxis._offset,
        width: xaxis._length,
        height: yaxis._length,
      };
      for (const [name, pixels] of Object.entries(place)) area.style[name] = `${pixels}px`;
      area.ariaLabel = `Your guess: ${question.labels.y}`;
      if (isOther) pad.clear();
      else pad.stand(pad.at);
      return isLost;
    },
    clear() {
      values = question.columns.map((_, i) => (i === question.given ? question.truth[i] : null));
      history = [];
      const { given = 0 } = question;
      pad.stand(given === 0 ? Number(question.given === 0) : given - 1);
    },
    remember: () => history.push([...values]),
    undo() {
      values = history.pop() ?? values;
      pad.stand(pad.at);
    },
    set(column, value) {
      if (column !== question.given)
        values[column] = value === null ? null : clamp(value, ...question.limits);
    },
    erase() {
      pad.remember();
      pad.set(pad.at, null);
      pad.stand(pad.at);
    },
    /** Moves the value where the reader stands, from that of the nearest column where it has none. */
    nudge(steps) {
      const drawn = drawnIn(values);
      const [low, high] = question.limits;
      const from = pad.values()[pad.at] ?? values[drawn[nearest(drawn, pad.at)]] ?? (low + high) / 2;
      pad.remember();
      pad.set(pad.at, from + steps * stepOf(question.range));
      pad.stand(pad.at);
    },
    /** Goes to a column, says where that is, and paints. */
    stand(column) {
      pad.at = clamp(column, 0, question.columns.length - 1);
      const value = values[pad.at];
      const [low, high] = question.limits;
      Object.assign(area, {
        ariaValueMin: low,
        ariaValueMax: high,
        ariaValueNow: value ?? (low + high) / 2,
      });
      area.ariaValueText = standing(question, pad.at, value);
      paint();
    },
  };

  function paint() {
    const { x, y, width, height } = pad.scale;
    const points = drawnIn(values).map((i) => `${x(i).toFixed(1)},${y(values[i]).toFixed(1)}`);
    area.firstElementChild.setAttribute("viewBox", `0 0 ${width} ${height}`);
    part("stand").setAttribute("d", `M${x(pad.at)},0V${height}`);
    part("line").setAttribute("d", points.length > 1 ? `M${points.join("L")}` : "");
    part("dots").setAttribute("d", points.map((point) => `M${point}h0`).join(""));
    part("given").toggleAttribute("hidden", question.given === undefined);
    if (question.given !== undefined) put("given", [x(question.given), y(values[question.given])]);
    const value = pad.values()[pad.at];
    part("at").toggleAttribute("hidden", value === null);
    if (value !== null) put("at", [x(pad.at), y(value)]);
  }

  takePointers(pad);
  takeKeys(pad);
  return pad;
}
