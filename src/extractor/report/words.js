"use strict";
/* The words that the script puts on the page; all others stand in page.html. */

const WORDS = {
  columns: {
    kind: "Kind", role: "Role", value: "Value", unit: "Unit", measure: "Measure or words", subject: "Subject or speaker",
    period: "Period", source: "Source", modality: "Modality", article: "Article",
  },
  order: "Order of the articles",
  ascending: (name) => `${name}, ascending`,
  descending: (name) => `${name}, descending`,
  roles: {
    quantity: "quantity", measure: "measure", subject: "subject", period: "period", source: "source", place: "place",
    per: "per", baseline: "baseline", name: "name", places: "place", organisers: "organiser", theme: "theme",
    speaker: "speaker", content: "content", occasion: "occasion", person: "person", title: "title",
    organisation: "organisation", label: "heading", items: "item",
  },
  yes: "yes",
  themes: { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" },
  articles: (n) => count(n, "article"),
  facts: (n) => count(n, "fact"),
  figures: (n) => count(n, "figure"),
  summary: (articles, facts, series) => `${count(articles, "article")} · ${count(facts, "fact")} · ${series} series`,
  shown: (shown, all) => (shown === all ? count(all, "fact") : `${grouped(String(shown))} of ${count(all, "fact")}`),
  published: (date) => `published ${date}`,
  factsHere: (n) => `${count(n, "fact")} in this sentence`,
  place: (at, all) => `${at} of ${all}`,
  previousFact: "Previous fact",
  nextFact: "Next fact",
  close: "Let go of this fact",
  choose: "Choose a fact in the list or in the text to see its fields and its rule.",
  noFacts: "No facts were read in this article.",
  rule: "rule",
  usedIn: "in",
  start: "start",
  sorts: { level: "level", change: "change", share: "share" },
  axes: { period: "over time", subject: "by subject" },
  axisNames: { period: "Period", subject: "Subject" },
  noUnit: "count",
  fromArticles: (n) => (n === 1 ? "from one article" : `from ${n} articles`),
  notFromZero: "The axis of values does not begin at zero.",
  open: "Open in its article",
  words: "In the text",
  file: "facts.csv",
  chart: (name, n) => `${name}: ${count(n, "figure")}, told one by one in the table below.`,
};

function count(number, noun) {
  return `${grouped(String(number))} ${noun}${number === 1 ? "" : "s"}`;
}

/* Digits in groups of three, with no digit lost: "1234.5" is "1 234.5" with a narrow space that does not break. */
function grouped(number) {
  const match = /^([+-]?)(\d+)(\.\d+)?$/.exec(number);
  if (!match) return number;
  const [, sign, whole, rest = ""] = match;
  return (sign === "-" ? "\u2212" : sign) + (whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u202f")) + rest;
}
