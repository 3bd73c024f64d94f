/* The page: its addresses, its list of articles, its theme, its keys. It begins at the end of this file. */

const SOME = 100; // articles listed at once
const wide = matchMedia("(min-width: 70rem)");
const list = { found: articles, drawn: 0 };
const keys = { on: true };

const addressOf = (fact) => `#/article/${fact.article.index}/${encodeURIComponent(fact.id)}`;

/* Show what the address says: #/article/3/s2, #/facts, #/series/1. */
function follow() {
  const [, view = "articles", number, id] = location.hash.split("/");
  const place = /^\d+$/.test(number || "") ? Number(number) : 0;
  const name = view === "facts" || view === "series" ? view : "articles";
  hideCard();
  for (const section of document.querySelectorAll(".view")) section.hidden = section.id !== `view-${name}`;
  for (const link of document.querySelectorAll("[data-view]")) setCurrent(link, link.dataset.view === name);
  document.body.dataset.view = name;
  if (name === "series") showSeries(Math.min(place, series.length - 1));
  if (name === "facts" && !table.drawn) drawTable();
  if (name !== "articles" || !articles.length) return;
  const article = articles[view === "article" ? Math.min(place, articles.length - 1) : (shown.article || articles[0]).index];
  const moved = shown.article !== article;
  showArticle(article);
  for (const link of $("article-list").querySelectorAll("a")) setCurrent(link, Number(link.dataset.index) === article.index);
  const fact = article.facts.find((one) => one.id === decoded(id || ""));
  if (view === "article" || moved) chooseFact(fact || null);
  if (moved && !fact) scrollTo(0, 0);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/* Choose a fact of the shown article (none, if null) without a step in the browser's history. */
function goTo(fact) {
  if (fact === undefined) return;
  const address = fact ? addressOf(fact) : `#/article/${shown.article.index}`;
  history.replaceState(null, "", address);
  chooseFact(fact);
}

function goToArticle(index) {
  if (articles[index]) location.hash = `#/article/${index}`;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/* Scroll the page so that what runs from one node to another is in view, its head at least; not at all where it is already. */
function intoView(first, last = first) {
  const { top } = first.getBoundingClientRect();
  const { bottom } = last.getBoundingClientRect();
  const covered = wide.matches ? 40 : Math.min($("detail").offsetHeight, innerHeight / 2);
  const ceiling = document.querySelector(".top").offsetHeight + 40;
  if (top >= ceiling && bottom <= innerHeight - covered) return;
  const spare = innerHeight - covered - ceiling - (bottom - top);
  scrollBy({ top: top - ceiling - Math.max(0, spare * 0.35), behavior: calm.matches ? "instant" : "smooth" });
}

/* Scroll a list so that its row is in view, and leave the page where it is. */
function within(box, row) {
  const side = box.closest(".facts");
  if (getComputedStyle(side).overflowY !== "auto") return;
  const { top, bottom } = row.getBoundingClientRect();
  const frame = side.getBoundingClientRect();
  if (top < frame.top + 8 || bottom > frame.bottom - 8) side.scrollTop += top - frame.top - frame.height / 2;
}

/* The list of articles ------------------------------------------------------------------------------------------- */

function findArticles() {
  const words = folded($("search").value).split(/\s+/).filter(Boolean);
  const text = (article) => (article.searched ??= folded(`${article.title} ${article.doc} ${body(article).text}`));
  list.found = words.length ? articles.filter((article) => words.every((word) => text(article).includes(word))) : articles;
  list.drawn = 0;
  $("article-list").replaceChildren();
  $("no-article").hidden = list.found.length > 0;
  $("articles-count").textContent = list.found.length === articles.length ? articles.length : `${list.found.length} / ${articles.length}`;
  listMore();
}

function listMore() {
  const next = list.found.slice(list.drawn, list.drawn + SOME);
  $("article-list").append(
    ...next.map((article) => {
      const link = element("a", { href: `#/article/${article.index}`, "data-index": article.index, "aria-current": article === shown.article ? "true" : null });
      const about = [article.published, WORDS.facts(article.facts.length)].filter(Boolean).join(" · ");
      link.append(element("b", { lang: article.lang, dir: "auto" }, article.title), " ", element("span", { class: "rest" }, about));
      return element("li", {}, link);
    }),
  );
  list.drawn += next.length;
  $("more-articles").hidden = list.drawn >= list.found.length;
}

/* The theme ------------------------------------------------------------------------------------------------------ */

const THEMES = ["auto", "light", "dark"];
const SIGNS = { auto: "◐", light: "☀", dark: "☾" };

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  $("theme").textContent = SIGNS[theme];
  $("theme").title = WORDS.themes[theme];
  $("theme").setAttribute("aria-label", WORDS.themes[theme]);
}

function nextTheme() {
  const now = document.documentElement.dataset.theme;
  setTheme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
}

/* The keys ------------------------------------------------------------------------------------------------------- */

function stepFact(by) {
  if (document.body.dataset.view === "facts") return stepRow(by);
  if (document.body.dataset.view === "series" || !shown.article || !shown.article.facts.length) return undefined;
  const { facts } = shown.article;
  const place = shown.fact ? shown.fact.index + by : by > 0 ? 0 : facts.length - 1;
  return goTo(facts[place]);
}

function stepPage(by) {
  if (document.body.dataset.view !== "series") return goToArticle((shown.article ? shown.article.index : -1) + by);
  const to = series.indexOf(chart.series) + by;
  return series[to] && (location.hash = `#/series/${to}`);
}

function focusFilter() {
  const view = document.body.dataset.view;
  const field = { facts: $("filter-text"), articles: $("search"), series: $("series-select") }[view];
  if (view === "articles") $("articles").open = true;
  field.focus();
  if (field.select) field.select();
}

function letGo() {
  if (!$("card").hidden) hideCard();
  else if (document.activeElement.matches("input, select")) document.activeElement.blur();
  else if (shown.fact && document.body.dataset.view === "articles") goTo(null);
}

const KEYS = {
  j: () => stepFact(1), k: () => stepFact(-1), m: () => stepMention(1), M: () => stepMention(-1), n: () => stepPage(1), p: () => stepPage(-1),
  1: () => (location.hash = "#/articles"), 2: () => (location.hash = "#/facts"), 3: () => (location.hash = "#/series"),
  "/": focusFilter, t: nextTheme, "?": () => $("keys").showModal(),
};

function onKey(event) {
  if ($("keys").open || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return letGo();
  if (event.target.matches("input, select, textarea") || !keys.on) return;
  if (event.key === "Enter" && event.target.matches("mark")) return pressed(event.target);
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/* The start ------------------------------------------------------------------------------------------------------ */

function startArticles() {
  const text = $("article");
  const over = (event) => (event.target.segment ? showCard(event.target) : hideCard());
  text.addEventListener("pointerover", (event) => event.pointerType === "mouse" && over(event));
  text.addEventListener("pointerleave", hideCard);
  text.addEventListener("focusin", over);
  text.addEventListener("focusout", hideCard);
  text.addEventListener("click", ({ target }) => target.segment && !String(getSelection()) && pressed(target));
  addEventListener("scroll", hideCard, { passive: true });
  new ResizeObserver(() => shown.fact && placeLabels()).observe(text);
  $("fact-list").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    stepFact(by);
    const current = $("fact-list").querySelector("[aria-current]");
    if (current) current.focus({ preventScroll: true });
  });
  let waiting = 0;
  $("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(findArticles, 80);
  });
  $("more-articles").addEventListener("click", listMore);
  $("previous-article").addEventListener("click", () => stepPage(-1));
  $("next-article").addEventListener("click", () => stepPage(1));
  $("article-list").addEventListener("click", ({ target }) => target.closest("a") && !wide.matches && ($("articles").open = false));
}

function start() {
  $("summary").textContent = WORDS.summary(articles.length, allFacts.length, series.length);
  document.body.toggleAttribute("data-single", articles.length < 2);
  setTheme("auto");
  startArticles();
  startTable();
  startSeries();
  findArticles();
  const fit = () => ($("articles").open = wide.matches);
  wide.addEventListener("change", fit);
  fit();
  $("theme").addEventListener("click", nextTheme);
  $("show-keys").addEventListener("click", () => $("keys").showModal());
  $("keys-on").addEventListener("change", ({ target }) => (keys.on = target.checked));
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    $("main").focus();
  });
  addEventListener("keydown", onKey);
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => {
    if (document.body.dataset.view === "facts") drawMore(Infinity);
  });
  follow();
}

start();
