/* The series: a list to choose from, one drawn as SVG, and its figures in a table. */

const chart = { series: null };
const COLOURS = 6;
const LINE = 26; // height of a bar with its space, in pixels

function startSeries() {
  const name = (one) => `${one.measure} (${unitOf(one)})`;
  $("series-list").append(
    ...series.map((one, index) => {
      const more = [WORDS.sorts[one.sort], WORDS.axes[one.axis], WORDS.figures(one.points.length)].join(" · ");
      return element("li", {}, element("a", { href: `#/series/${index}` }, element("b", {}, name(one)), " ", element("span", { class: "rest" }, more)));
    }),
  );
  $("series-select").append(...series.map((one, index) => element("option", { value: index }, `${name(one)}, ${WORDS.axes[one.axis]}`)));
  $("series-select").addEventListener("change", ({ target }) => (location.hash = `#/series/${target.value}`));
  for (const id of ["figure", "series-pick", "series-list"]) $(id).hidden = !series.length;
  $("no-series").hidden = series.length > 0;
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - width) < 1) return;
    width = entry.contentRect.width;
    if (chart.series && width) drawChart(chart.series);
  }).observe($("chart"));
}

const unitOf = (one) => one.unit || WORDS.noUnit;

function showSeries(index) {
  const one = series[index];
  if (!one) return;
  chart.series = one;
  [...$("series-list").querySelectorAll("a")].forEach((link, place) => setCurrent(link, place === index));
  $("series-select").value = index;
  $("figure-title").textContent = `${one.measure}, ${WORDS.axes[one.axis]}`;
  const from = new Set(one.points.map((point) => point.article)).size;
  $("figure-note").textContent = [WORDS.sorts[one.sort], unitOf(one), WORDS.fromArticles(from)].join(" · ");
  drawChart(one);
  drawFigures(one);
}

function drawChart(one) {
  const width = Math.max(280, $("chart").clientWidth || 640);
  const picture = one.axis === "period" ? timeline(one, width) : bars(one, width);
  $("chart").replaceChildren(picture);
}

function canvas(one, width, height) {
  const label = WORDS.chart(`${one.measure} (${unitOf(one)}), ${WORDS.axes[one.axis]}`, one.points.length);
  return drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
}

const numbers = (point) => [point.value, point.low, point.high].filter((number) => number !== undefined).map(Number);

const exact = (point) => valueOf(point);

/* As much of a text as fits into so many pixels. */
function cut(text, room) {
  const fits = Math.max(2, Math.floor(room / 7.6));
  return text.length > fits ? `${text.slice(0, fits - 1)}…` : text;
}

/* Round steps that span the numbers; from zero where that costs little of the drawing. */
function scaleOf(points, zero, most) {
  const all = points.flatMap(numbers);
  let [low, high] = [Math.min(...all), Math.max(...all)];
  if (zero || (low > 0 && low < high * 0.6)) low = Math.min(0, low);
  if (zero || (high < 0 && high > low * 0.6)) high = Math.max(0, high);
  if (low === high) [low, high] = [low - Math.abs(low || 1) * 0.1, high + Math.abs(high || 1) * 0.1];
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= raw * 0.999);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
  return { low: first * step, high: last * step, ticks };
}

function short(number) {
  const size = Math.abs(number);
  const notation = size >= 1e15 || (size && size < 1e-4) ? "scientific" : size >= 1e5 ? "compact" : "standard";
  return new Intl.NumberFormat("en", { notation, maximumFractionDigits: 4 }).format(number);
}

/* Points in time, joined by a line for each subject. */
function timeline(one, width) {
  const names = [...new Set(one.points.map((point) => folded(point.who || "")))];
  const [left, right, top, bottom] = [58, 18, 30, 62];
  const height = Math.max(260, Math.min(400, width * 0.5));
  const svg = canvas(one, width, height);
  const { low, high, ticks } = scaleOf(one.points, false, 5);
  const y = (number) => top + ((high - number) / (high - low)) * (height - top - bottom);
  const times = one.points.map((point) => (moment(point.start, false) + moment(point.end, true)) / 2);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = (time) => left + 24 + ((time - first) / (last - first || 1)) * (width - left - right - 48);
  for (const tick of ticks) {
    svg.append(drawn("line", { class: tick === 0 ? "zero" : "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }));
    svg.append(drawn("text", { class: "tick", x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, short(tick)));
  }
  periodLabels(svg, one.points, times.map(x), height - bottom + 20, left, width);
  svg.append(drawn("text", { class: "axis", x: 0, y: 12 }, cut(`${one.measure} (${unitOf(one)})`, width)));
  svg.append(drawn("text", { class: "axis", x: width - right, y: height - 8, "text-anchor": "end" }, WORDS.axisNames.period));
  names.forEach((name, colour) => {
    const own = one.points.map((point, index) => ({ point, at: x(times[index]) })).filter(({ point }) => folded(point.who || "") === name);
    const path = own.map(({ point, at }, index) => `${index ? "L" : "M"}${at.toFixed(1)} ${y(middle(point)).toFixed(1)}`).join("");
    svg.append(drawn("path", { class: "line", d: path, "data-colour": colour % COLOURS }));
    for (const { point, at } of own) svg.append(dot(point, at, y, colour % COLOURS));
  });
  caption(low > 0 || high < 0, names.length > 1 ? names.map((name) => one.points.find((point) => folded(point.who || "") === name).who || "–") : []);
  return svg;
}

const middle = (point) => (point.value !== undefined ? Number(point.value) : numbers(point).reduce((sum, number) => sum + number, 0) / numbers(point).length);

function dot(point, at, y, colour) {
  const group = drawn("g", { class: "point", "data-colour": colour, "data-open": point.modality !== "asserted" });
  const ends = numbers(point);
  if (ends.length > 1) group.append(drawn("line", { x1: at, x2: at, y1: y(ends[0]), y2: y(ends[1]) }));
  group.append(drawn("circle", { cx: at, cy: y(middle(point)), r: 5 }));
  return tipped(group, point);
}

/* A label under each period, as many as have room. */
function periodLabels(svg, points, places, y, left, width) {
  let free = 0;
  points.forEach((point, index) => {
    const half = point.when.length * 3.4;
    const place = Math.max(half, Math.min(places[index], width - half - 2));
    svg.append(drawn("line", { class: "zero", x1: places[index], x2: places[index], y1: y - 18, y2: y - 13 }));
    if (place - half < free) return;
    free = place + half + 10;
    svg.append(drawn("text", { class: "tick", x: place, y, "text-anchor": "middle" }, point.when.replace("/", " – ")));
  });
}

/* A date as a number of years: its first moment, or the last of what it covers. */
function moment(iso, last) {
  const [, year, month, day] = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(iso);
  const start = Number(year) + (month ? (Number(month) - 1) / 12 : 0) + (day ? (Number(day) - 1) / 372 : 0);
  return last ? start + (day ? 1 / 372 : month ? 1 / 12 : 1) : start;
}

/* A bar for each figure, its subject on the left, its exact value at its end. */
function bars(one, width) {
  const named = one.points.map((point) => [point.who, point.when].filter(Boolean).join(", "));
  const names = Math.min(250, width * 0.36, Math.max(...named.map((name) => name.length)) * 7.4);
  const room = Math.min(width * 0.4, Math.max(...one.points.map((point) => exact(point).length)) * 7.5 + 14);
  const [top, bottom] = [34, 44];
  const height = top + one.points.length * LINE + bottom;
  const svg = canvas(one, width, height);
  const { low, high, ticks } = scaleOf(one.points, true, Math.max(2, Math.floor((width - names) / 110)));
  const negative = low < 0 ? Math.min(room, 60) : 0;
  const x = (number) => names + 10 + negative + ((number - low) / (high - low)) * (width - names - 10 - negative - room);
  for (const tick of ticks) {
    svg.append(drawn("line", { class: tick === 0 ? "zero" : "grid", x1: x(tick), x2: x(tick), y1: top - 6, y2: height - bottom }));
    svg.append(drawn("text", { class: "tick", x: x(tick), y: height - bottom + 18, "text-anchor": "middle" }, short(tick)));
  }
  svg.append(drawn("text", { class: "axis", x: 0, y: 14 }, WORDS.axisNames.subject));
  svg.append(drawn("text", { class: "axis", x: width, y: height - 6, "text-anchor": "end" }, cut(`${one.measure} (${unitOf(one)})`, width)));
  one.points.forEach((point, index) => {
    const y = top + index * LINE;
    const [a, b] = point.value !== undefined ? [0, Number(point.value)] : numbers(point);
    const group = drawn("g", { class: "point bar", "data-colour": 0, "data-open": point.modality !== "asserted" });
    group.append(drawn("rect", { class: "hit", x: 0, y: y - 2, width, height: LINE }));
    group.append(drawn("text", { class: "name", x: names, y: y + 14, "text-anchor": "end" }, cut(named[index], names)));
    group.append(drawn("rect", { x: Math.min(x(a), x(b)), y: y + 2, width: Math.max(2, Math.abs(x(b) - x(a))), height: LINE - 10, rx: 2 }));
    group.append(drawn("text", { class: "value", x: Math.max(x(a), x(b)) + 6, y: y + 14 }, cut(exact(point), room - 6)));
    svg.append(tipped(group, point));
  });
  caption(false, []);
  return svg;
}

/* The exact figure, its subject, period and article, as a tooltip; a press opens the article. */
function tipped(group, point) {
  const fact = factOf(point);
  const about = [point.who, point.when, point.modality === "asserted" ? "" : point.modality].filter(Boolean).join(" · ");
  const lines = [`${exact(point)} ${chart.series.unit}`.trim(), about, `“${point.words}”`, articles[point.article].title];
  group.addEventListener("pointerenter", () => {
    $("card").replaceChildren(...lines.filter(Boolean).map((line, index) => element("p", {}, index ? line : element("b", {}, line))));
    placeCardAt(group.getBoundingClientRect());
  });
  group.addEventListener("pointermove", ({ clientX, clientY }) => {
    placeCardAt({ left: clientX, top: clientY - 8, bottom: clientY + 12 });
  });
  group.addEventListener("pointerleave", hideCard);
  group.addEventListener("click", () => (location.hash = addressOf(fact)));
  return group;
}

const factOf = (point) => articles[point.article].facts.find((fact) => fact.id === point.fact);

function caption(cut, names) {
  const legend = names.map((name, colour) => element("span", { class: "swatch", "data-colour": colour % COLOURS }, name));
  $("figure-caption").replaceChildren(...legend, cut ? element("span", {}, WORDS.notFromZero) : "");
}

function drawFigures(one) {
  const columns = one.axis === "period" ? ["period", "subject"] : ["subject", "period"];
  const cells = { period: (point) => point.when || "", subject: (point) => point.who || "" };
  const heads = [...columns.map((name) => WORDS.axisNames[name]), `${WORDS.columns.value} (${unitOf(one)})`, WORDS.words, WORDS.columns.article];
  $("figures").tHead.replaceChildren(element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head))));
  $("figures").tBodies[0].replaceChildren(
    ...one.points.map((point) => {
      const fact = factOf(point);
      const link = element("a", { href: addressOf(fact), title: WORDS.open }, fact.article.title);
      const content = [...columns.map((name) => cells[name](point)), exact(point), point.words, link];
      return element("tr", {}, ...content.map((inner, index) => element("td", { "data-label": heads[index], "data-column": index === 2 ? "value" : false }, inner)));
    }),
  );
}
