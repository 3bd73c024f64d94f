/* The table of all facts: filtered, sorted, and drawn a page of rows at a time. */

const table = { rows: [], drawn: 0, sort: "", down: false };
const ROWS = 100;
const FILTERS = ["kind", "role", "modality"];
const HEADERS = Object.keys(WORDS.columns);

function startTable() {
  for (const name of FILTERS) {
    const values = [...new Set(allFacts.map((fact) => fact[name]).filter(Boolean))].sort();
    $(`filter-${name}`).append(...values.map((value) => element("option", { value }, value)));
    $(`filter-${name}`).addEventListener("change", drawTable);
  }
  $("columns").append(
    ...HEADERS.map((name) => {
      const arrow = element("span", { "aria-hidden": "true" });
      const button = element("button", { type: "button", onclick: () => sortBy(name, table.sort === name && !table.down) }, WORDS.columns[name], arrow);
      return element("th", { scope: "col", "data-column": name }, button);
    }),
  );
  $("sort-by").append(element("option", { value: "" }, WORDS.order));
  for (const name of HEADERS) {
    $("sort-by").append(element("option", { value: name }, WORDS.ascending(WORDS.columns[name])));
    $("sort-by").append(element("option", { value: `-${name}` }, WORDS.descending(WORDS.columns[name])));
  }
  $("sort-by").addEventListener("change", ({ target }) => sortBy(target.value.replace("-", ""), target.value.startsWith("-")));
  let waiting = 0;
  $("filter-text").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(drawTable, 80);
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(() => sortBy("", false)));
  $("download").addEventListener("click", download);
  $("more-rows").addEventListener("click", drawMore);
  new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && drawMore()).observe($("more-rows"));
  $("rows").addEventListener("click", ({ target }) => {
    const row = target.closest("tr");
    if (row && !target.closest("a") && !String(getSelection())) row.querySelector("a").click();
  });
  $("rows").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) event.preventDefault(), stepRow(by);
  });
}

function sortBy(column, down) {
  Object.assign(table, { sort: column, down });
  $("sort-by").value = column && down ? `-${column}` : column;
  drawTable();
}

function drawTable() {
  const words = folded($("filter-text").value).split(/\s+/).filter(Boolean);
  const wanted = FILTERS.map((name) => [name, $(`filter-${name}`).value]).filter(([, value]) => value);
  table.rows = allFacts.filter(
    (fact) => wanted.every(([name, value]) => fact[name] === value) && words.every((word) => searched(fact).includes(word)),
  );
  if (table.sort) table.rows.sort(inOrder(table.sort, table.down ? -1 : 1));
  for (const head of $("columns").children) {
    const sorted = head.dataset.column === table.sort;
    head.setAttribute("aria-sort", sorted ? (table.down ? "descending" : "ascending") : "none");
    head.querySelector("span").textContent = sorted ? (table.down ? " ↓" : " ↑") : "";
  }
  $("facts-count").textContent = WORDS.shown(table.rows.length, allFacts.length);
  $("rows").replaceChildren();
  table.drawn = 0;
  drawMore();
}

function drawMore(most = ROWS) {
  const next = table.rows.slice(table.drawn, table.drawn + (typeof most === "number" ? most : ROWS));
  $("rows").append(...next.map(rowOf));
  if (!table.drawn && next.length) $("rows").querySelector("a").tabIndex = 0;
  table.drawn += next.length;
  $("more-rows").hidden = table.drawn >= table.rows.length;
}

function rowOf(fact) {
  const cells = cellsOf(fact);
  const row = element("tr", { title: oneLine(fact.evidence.text) });
  for (const name of HEADERS) {
    const cell = element("td", { "data-column": name, "data-label": WORDS.columns[name] });
    if (name === "kind") cell.append(element("a", { href: addressOf(fact), tabindex: -1 }, cells.kind));
    else if (cells[name]) cell.append(element("span", FILTERS.includes(name) ? {} : { lang: fact.article.lang, dir: "auto" }, cells[name]));
    if (name === "modality" && cells.modality !== "asserted") cell.dataset.told = "";
    if (name === "article") cell.title = cells.article;
    row.append(cell);
  }
  return row;
}

/* All the words of a fact, its sentence among them, as they are searched. */
function searched(fact) {
  if (!fact.searched) fact.searched = folded(`${Object.values(cellsOf(fact)).join(" ")} ${textOf(fact.quantity)} ${fact.evidence.text}`);
  return fact.searched;
}

/* What is less comes first, what is empty always last. */
function inOrder(column, sign) {
  const keys = new Map(table.rows.map((fact) => [fact, sortKey(fact, column)]));
  return (a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === "" || y === "") return (x === "") - (y === "");
    return sign * (typeof x === "number" ? x - y : x.localeCompare(y, undefined, { numeric: true, sensitivity: "base" }));
  };
}

function sortKey(fact, column) {
  if (column === "value") {
    const { value, low, type } = fact.quantity || {};
    const number = type === "duration" ? NaN : Number(value ?? low ?? NaN);
    return Number.isNaN(number) ? "" : number;
  }
  if (column === "period") return (fact.period && fact.period.from) || fact.from || fact.date || "";
  return cellsOf(fact)[column];
}

/* Move the focus to a row below or above; where none has it, to the first. */
function stepRow(by) {
  const links = [...$("rows").querySelectorAll("a")];
  const from = links.findIndex((link) => link.tabIndex === 0);
  const focused = links.indexOf(document.activeElement);
  const to = links[focused < 0 ? Math.max(from, 0) : focused + by];
  if (!to) return;
  if (from >= 0) links[from].tabIndex = -1;
  to.tabIndex = 0;
  to.focus({ preventScroll: true });
  intoView(to.closest("tr"));
}

/* The rows as filtered and sorted, as CSV that no spreadsheet takes for a formula. */
function download() {
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const head = ["doc", "id", "kind", "role", "quantity", "value", "low", "high", "unit", "measure", "subject", "predicate", "direction", "period",
    "from", "to", "place", "source", "modality", "rule", "evidence"];
  const lines = table.rows.map((fact) => {
    const { article, quantity, period, rule, evidence } = fact;
    const cells = cellsOf(fact);
    const { value, low, high, unit } = quantity || {};
    const dates = period || fact;
    return [article.doc, fact.id, fact.kind, fact.role, textOf(quantity), value, low, high, unit, cells.measure, cells.subject, fact.predicate, fact.direction,
      cells.period, dates.from, dates.to, textOf(fact.place || fact.places), cells.source, fact.modality, rule, evidence.text];
  });
  const text = [head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
  const address = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
  element("a", { href: address, download: WORDS.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
