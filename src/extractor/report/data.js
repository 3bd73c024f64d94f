/* The data on the page, read when they are needed, and how elements are made: of text alone, never of markup. */

const SVG = "http://www.w3.org/2000/svg";

const $ = (id) => document.getElementById(id);

const read = (block) => JSON.parse(block.textContent);

const blocks = (part) => [...document.querySelectorAll(`script[data-part="${part}"]`)];

const articles = blocks("facts").map((block, index) => {
  const article = read(block);
  article.index = index;
  article.facts.forEach((fact, index) => Object.assign(fact, { article, index }));
  return article;
});
const textBlocks = blocks("text");
const series = blocks("series").flatMap(read);
const allFacts = articles.flatMap((article) => article.facts);

/* An article's text with its mentions; offsets are code points in the data and UTF-16 units from here on. */
function body(article) {
  if (!article.body) {
    const { text, mentions } = read(textBlocks[article.index]);
    article.body = { text, mentions, at: offsets(text) };
  }
  return article.body;
}

function offsets(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (point) => point;
  const units = [];
  let unit = 0;
  for (const character of text) {
    units.push(unit);
    unit += character.length;
  }
  units.push(unit);
  return (point) => units[point];
}

function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function setCurrent(node, current) {
  if (current) node.setAttribute("aria-current", "true");
  else node.removeAttribute("aria-current");
}

/* Lower case without accents, for search. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019]/g, "'").toLowerCase();

const oneLine = (text) => text.replace(/\s+/gu, " ").trim();

const isSpan = (value) => value !== null && typeof value === "object" && typeof value.start === "number";

/* Every span of a fact but its evidence, with its role: [["measure", span], …]. */
function spansOf(fact) {
  const found = [];
  for (const [role, value] of Object.entries(fact)) {
    if (role === "evidence" || role === "article") continue;
    for (const item of Array.isArray(value) ? value : [value]) if (isSpan(item)) found.push([role, item]);
  }
  return found;
}

const EMPTY = [null, undefined, false, "", "asserted", "exact"];
const APART = new Set(["start", "end", "text", "type", "rule"]);

/* What a mention says beyond its words: [["value", "5.5"], …]. */
function fieldsOf(mention) {
  return Object.entries(mention)
    .filter(([name, value]) => !APART.has(name) && !EMPTY.includes(value))
    .map(([name, value]) => [name.replace("_", " "), value === true ? WORDS.yes : shownNumber(name, value)]);
}

const shownNumber = (name, value) => (["value", "low", "high"].includes(name) ? grouped(value) : String(value));

/* The exact value of a quantity: one number, or both ends of a range. */
function valueOf(quantity) {
  if (!quantity) return "";
  if (quantity.value !== undefined && quantity.value !== null) return grouped(quantity.value);
  if (quantity.low !== undefined && quantity.high !== undefined) return `${grouped(quantity.low)} – ${grouped(quantity.high)}`;
  return quantity.fraction || "";
}

const textOf = (value) => {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(textOf).join(" · ");
  return oneLine(typeof value === "string" ? value : value.text);
};

/* A fact in the columns of the table. */
function cellsOf(fact) {
  if (!fact.cells) {
    const quantity = fact.quantity;
    fact.cells = {
      kind: fact.kind,
      role: fact.role || "",
      value: valueOf(quantity),
      unit: (quantity && quantity.unit) || "",
      measure: textOf(fact.measure || fact.content || fact.name || fact.title || fact.label),
      subject: textOf(fact.subject || fact.speaker || fact.person || fact.organisers || fact.items),
      period: textOf(fact.period) || fact.date || [...new Set([fact.from, fact.to])].filter(Boolean).join(" – "),
      source: textOf(fact.source),
      modality: fact.modality,
      article: fact.article.title,
    };
  }
  return fact.cells;
}

/* The words that stand for a fact in a list: what it is about, and what more is known. */
function headline(fact) {
  const cells = cellsOf(fact);
  const rest = (...parts) => parts.map(textOf).filter(Boolean).join(" · ");
  if (fact.kind === "statistic") return [textOf(fact.quantity), rest(fact.measure, fact.subject, fact.period)];
  if (fact.kind === "statement") return [rest(fact.speaker) || fact.cue || "", cells.measure];
  if (fact.kind === "position") return [textOf(fact.person), rest(fact.title, fact.organisation)];
  if (fact.kind === "enumeration") return [cells.measure, cells.subject];
  return [cells.measure, rest(fact.type, fact.places, cells.period, fact.occasion)];
}

const kindOf = (fact) => (fact.role ? `${fact.kind} · ${fact.role}` : fact.kind);
