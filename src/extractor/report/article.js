/* One article: its text in segments that mentions and facts mark, and the panel that tells the chosen fact. */

const shown = { article: null, fact: null, segments: [], marked: [], labels: [] };
const LONG = 120; // the words of a longer span (what somebody says) show nothing on hover

function showArticle(article) {
  if (shown.article === article) return;
  Object.assign(shown, { article, fact: null, marked: [], labels: [] });
  const { text, mentions, at } = body(article);
  const title = $("article-title");
  const meta = [article.doc, article.published && WORDS.published(article.published), WORDS.facts(article.facts.length)];
  $("article-meta").textContent = meta.filter(Boolean).join(" · ");
  for (const node of [title, $("text")]) node.setAttribute("lang", article.lang);
  shown.segments = segmentsOf(article, text, mentions, at);
  const rows = linesOf(text, shown.segments);
  const said = (row) => oneLine(row.map((node) => node.textContent).join(""));
  const first = rows.length && said(rows[0]) === article.title ? rows.shift() : null;
  title.replaceChildren(...(first || [article.title]));
  $("text").replaceChildren(...rows.map((row) => element("p", { dir: "auto" }, ...row)));
  countsInText(article, at);
  drawLegend(mentions);
  listFacts(article);
  tellFact();
  $("previous-article").disabled = article.index === 0;
  $("next-article").disabled = article.index === articles.length - 1;
}

/* The text cut wherever a mention or a span of a fact begins or ends, and at line ends. */
function segmentsOf(article, text, mentions, at) {
  const marks = mentions.map((mention) => ({ start: at(mention.start), end: at(mention.end), mention }));
  for (const fact of article.facts) {
    marks.push({ start: at(fact.evidence.start), end: at(fact.evidence.end), evidence: fact });
    for (const [role, span] of spansOf(fact)) marks.push({ start: at(span.start), end: at(span.end), fact, role });
  }
  marks.sort((a, b) => a.start - b.start);
  const cuts = new Set([0, text.length]);
  for (const mark of marks) cuts.add(mark.start).add(mark.end);
  for (let line = text.indexOf("\n"); line >= 0; line = text.indexOf("\n", line + 1)) cuts.add(line).add(line + 1);
  const sorted = [...cuts].sort((a, b) => a - b);
  let next = 0;
  let open = [];
  return sorted.slice(0, -1).map((start, place) => {
    open = open.filter((mark) => mark.end > start);
    while (next < marks.length && marks[next].start <= start) {
      if (marks[next].end > start) open.push(marks[next]);
      next += 1;
    }
    return segment(start, sorted[place + 1], text, open);
  });
}

function segment(start, end, text, open) {
  const inside = open.filter((mark) => mark.fact).sort((a, b) => a.end - a.start - (b.end - b.start));
  const read = open.filter((mark) => mark.mention).sort((a, b) => a.end - a.start - (b.end - b.start));
  const mention = read.length ? read[0].mention : null;
  const node = element(mention ? "mark" : "span", {}, text.slice(start, end));
  const found = { start, end, node, mention, facts: [...new Set(inside.map((mark) => mark.fact))], close: [] };
  found.close = [...new Set(inside.filter((mark) => mark.end - mark.start <= LONG).map((mark) => mark.fact))];
  if (mention) {
    node.dataset.type = mention.type;
    if (read[0].start === start) node.dataset.first = "";
    node.tabIndex = -1;
  }
  if (found.facts.length) node.dataset.fact = "";
  node.segment = found;
  return found;
}

/* The nodes of each line that says anything. */
function linesOf(text, segments) {
  const lines = [[]];
  for (const part of segments) {
    if (text[part.start] === "\n") lines.push([]);
    else lines[lines.length - 1].push(part);
  }
  return lines.filter((line) => line.some((part) => part.node.textContent.trim())).map((line) => line.map((part) => part.node));
}

/* After each sentence that facts were read in, how many; pressing it chooses them one after the other. */
function countsInText(article, at) {
  const ends = new Map();
  for (const fact of article.facts) {
    const end = at(fact.evidence.end);
    ends.set(end, [...(ends.get(end) || []), fact]);
  }
  for (const [end, facts] of ends) {
    const last = shown.segments.findLast((part) => part.end <= end && part.node.isConnected && part.node.textContent.trim());
    if (!last) continue;
    const label = WORDS.factsHere(facts.length);
    const press = (event) => {
      event.preventDefault();
      goTo(facts[(facts.indexOf(shown.fact) + 1) % facts.length]);
    };
    const link = element("a", { href: addressOf(facts[0]), class: "here", tabindex: -1, "aria-label": label, title: label, onclick: press });
    link.dataset.count = facts.length;
    last.node.after(link);
  }
}

/* Which types of mentions there are; a press hides one or shows it again. */
function drawLegend(mentions) {
  const counts = new Map();
  for (const mention of mentions) counts.set(mention.type, (counts.get(mention.type) || 0) + 1);
  const hidden = $("article").dataset;
  $("legend").replaceChildren(
    ...[...counts].sort().map(([type, number]) => {
      const press = () => {
        hidden[`hide${type}`] = hidden[`hide${type}`] === "true" ? "false" : "true";
        button.setAttribute("aria-pressed", String(hidden[`hide${type}`] !== "true"));
      };
      const pressed = String(hidden[`hide${type}`] !== "true");
      const button = element("button", { type: "button", "aria-pressed": pressed, "data-type": type, onclick: press }, type);
      button.append(element("span", { class: "count" }, ` ${number}`));
      return button;
    }),
  );
}

function listFacts(article) {
  const items = article.facts.map((fact) => {
    const [first, rest] = headline(fact);
    const button = element("button", { type: "button", tabindex: -1, onclick: () => goTo(fact) });
    button.append(element("span", { class: "kind" }, kindOf(fact)), element("b", { lang: article.lang }, first));
    if (rest) button.append(" ", element("span", { class: "rest", lang: article.lang }, rest));
    if (fact.rule) button.append(element("code", { class: "print" }, fact.rule));
    return element("li", {}, button);
  });
  $("fact-list").replaceChildren(...items);
  $("facts-title").textContent = article.facts.length ? WORDS.facts(article.facts.length) : WORDS.noFacts;
  if (items.length) items[0].firstChild.tabIndex = 0;
}

/* Mark the words of a fact (of none, if null), say what it is, and bring it into view. */
function chooseFact(fact, scroll = true) {
  unmark();
  shown.fact = fact;
  hideCard();
  $("article").toggleAttribute("data-chosen", Boolean(fact));
  const buttons = [...$("fact-list").querySelectorAll("button")];
  buttons.forEach((button, index) => {
    const current = Boolean(fact) && index === fact.index;
    setCurrent(button, current);
    button.tabIndex = current || (!fact && index === 0) ? 0 : -1;
    if (current) within($("fact-list"), button);
  });
  tellFact();
  if (!fact) return;
  mark(fact);
  if (scroll && shown.marked.length) intoView(shown.marked[0].node, shown.marked[shown.marked.length - 1].node);
}

function unmark() {
  for (const part of shown.marked) {
    for (const name of ["role", "outer", "evidence"]) delete part.node.dataset[name];
    part.node.style.removeProperty("--outer");
  }
  shown.marked = [];
  shown.labels = [];
  $("labels").replaceChildren();
}

function mark(fact) {
  const { at } = body(fact.article);
  const spans = spansOf(fact);
  const whole = fact.of && wholeOf(fact);
  if (whole) spans.push(["of", whole.quantity]);
  const placed = spans.map(([role, span]) => ({ role, start: at(span.start), end: at(span.end) }));
  placed.sort((a, b) => a.end - a.start - (b.end - b.start));
  const evidence = { start: at(fact.evidence.start), end: at(fact.evidence.end) };
  const covers = (span) => (part) => part.start >= span.start && part.end <= span.end;
  for (const part of shown.segments) {
    const roles = placed.filter((span) => covers(span)(part));
    if (covers(evidence)(part)) part.node.dataset.evidence = "";
    else if (!roles.length) continue;
    shown.marked.push(part);
    if (!roles.length) continue;
    part.node.dataset.role = roles[0].role;
    if (roles.length > 1) {
      part.node.dataset.outer = roles[1].role;
      part.node.style.setProperty("--outer", `var(--role-${roles[1].role})`);
    }
  }
  placed.sort((a, b) => a.start - b.start || b.end - a.end);
  shown.labels = placed.map((span) => ({ role: span.role, part: shown.segments.find(covers(span)) })).filter(({ part }) => part);
  placeLabels();
}

/* The roles' names, over the first words of each span; side by side where two begin together. */
function placeLabels() {
  const layer = $("labels");
  const frame = layer.getBoundingClientRect();
  const labels = shown.labels.map(({ role }) => element("span", { "data-role": role }, WORDS.roles[role] || role));
  layer.replaceChildren(...labels);
  const taken = [];
  labels.forEach((label, index) => {
    const box = shown.labels[index].part.node.getClientRects()[0];
    if (!box) return;
    const { width, height } = label.getBoundingClientRect();
    const top = box.top - frame.top - height + 1;
    let left = Math.min(box.left - frame.left, Math.max(0, frame.width - width));
    for (const other of taken) if (Math.abs(other.top - top) < height && left < other.right + 3 && left + width > other.left - 3) left = other.right + 3;
    const below = left + width > frame.width;
    const place = below ? { left: box.left - frame.left, top: box.bottom - frame.top - 2 } : { left, top };
    label.style.left = `${place.left}px`;
    label.style.top = `${place.top}px`;
    taken.push({ left: place.left, right: place.left + width, top: place.top });
  });
}

/* The panel of the chosen fact: its words, its fields, its rule. */
function tellFact() {
  const { fact, article } = shown;
  $("detail").toggleAttribute("data-empty", !fact);
  if (!fact) {
    $("detail").replaceChildren(element("p", { class: "note" }, article && article.facts.length ? WORDS.choose : ""));
    return;
  }
  const step = (by, sign, name) => {
    const to = article.facts[fact.index + by];
    return element("button", { type: "button", class: "quiet", "aria-label": name, title: name, disabled: !to, onclick: () => goTo(to) }, sign);
  };
  const bar = element("div", { class: "bar" }, element("span", { class: "kind" }, kindOf(fact)));
  bar.append(element("span", { class: "count" }, WORDS.place(fact.index + 1, article.facts.length)));
  bar.append(step(-1, "↑", WORDS.previousFact), step(1, "↓", WORDS.nextFact));
  bar.append(element("button", { type: "button", class: "quiet", "aria-label": WORDS.close, title: WORDS.close, onclick: () => goTo(null) }, "×"));
  $("detail").replaceChildren(bar, factFields(fact));
}

/* The fields of a fact that say something, each in the colour of its marks; the brief form says no more than that. */
function factFields(fact, brief = false) {
  const list = element("dl", { class: "fields" });
  const lang = fact.article.lang;
  const add = (name, value, note, role) => {
    const said = element("dd", {}, value instanceof Node ? value : element("span", role ? { lang, dir: "auto" } : {}, value));
    if (note) said.append(element("span", { class: "aside" }, note));
    list.append(element("div", { "data-role": role }, element("dt", {}, name), said));
  };
  for (const [name, value] of Object.entries(fact)) {
    if (["id", "kind", "role", "evidence", "rule", "article", "index", "cells"].includes(name) || EMPTY.includes(value)) continue;
    if (name === "of") add(name, brief ? headline(wholeOf(fact)).join(" · ") : wholeButton(fact), null, "of");
    else if (isSpan(value)) add(name, oneLine(value.text), brief ? null : noteOf(value), name);
    else if (Array.isArray(value)) value.forEach((item, index) => add(index ? "" : name, textOf(item), null, name));
    else add(name, value === true ? WORDS.yes : String(value));
  }
  if (fact.modality === "asserted" && !brief) add("modality", fact.modality);
  if (fact.rule) add(WORDS.rule, element("code", {}, fact.rule));
  return list;
}

const wholeOf = (fact) => fact.article.facts.find((other) => other.id === fact.of);

function wholeButton(fact) {
  const whole = wholeOf(fact);
  return element("button", { type: "button", class: "link", lang: fact.article.lang, onclick: () => goTo(whole) }, headline(whole).filter(Boolean).join(" · "));
}

const noteOf = (value) => (value.type ? [value.type, ...fieldsOf(value).map((pair) => pair.join(" "))].join(" · ") : null);

/* What the words under the pointer, or in focus, say: the mention, the fact they belong to, the rules of both. */
function showCard(node) {
  const part = node.segment;
  if (!part || (!part.mention && !part.close.length)) return hideCard();
  const card = $("card");
  card.replaceChildren();
  if (part.mention) {
    const { type, text, rule } = part.mention;
    card.append(element("p", { class: "kind", "data-type": type }, type), element("p", { lang: shown.article.lang }, element("b", {}, oneLine(text))));
    card.append(element("p", { class: "aside" }, fieldsOf(part.mention).map((pair) => pair.join(" ")).join(" · ")));
    if (rule) card.append(element("code", {}, rule));
  }
  const facts = part.close.includes(shown.fact) ? [shown.fact] : part.close;
  for (const fact of facts.slice(0, 1)) card.append(element("p", { class: "kind fact" }, kindOf(fact)), factFields(fact, true));
  for (const fact of facts.slice(1, 4)) card.append(element("p", { class: "kind fact" }, kindOf(fact)), element("p", { lang: shown.article.lang }, headline(fact)[0]));
  node.setAttribute("aria-describedby", "card");
  placeCard(node);
}

function placeCard(node) {
  placeCardAt(node.getClientRects()[0] || node.getBoundingClientRect());
}

function placeCardAt(box) {
  const card = $("card");
  card.hidden = false;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8));
  const below = box.bottom + 10 + card.offsetHeight < innerHeight || box.top < card.offsetHeight + 10;
  card.style.left = `${left}px`;
  card.style.top = `${below ? box.bottom + 10 : box.top - card.offsetHeight - 10}px`;
}

function hideCard() {
  $("card").hidden = true;
  for (const node of document.querySelectorAll("[aria-describedby=card]")) node.removeAttribute("aria-describedby");
}

/* The fact that a press on words means: of those around them the closest, and at the next press the one after. */
function pressed(node) {
  const facts = node.segment ? node.segment.facts : [];
  if (facts.length) goTo(facts[(facts.indexOf(shown.fact) + 1) % facts.length]);
  else showCard(node);
}

/* The next mention from the one in focus, or from the chosen fact; -1 goes back. */
function stepMention(by) {
  const marks = [...$("article").querySelectorAll("mark[data-first]")].filter((node) => node.offsetParent);
  const from = marks.indexOf(document.activeElement);
  const to = marks[from < 0 ? (by > 0 ? 0 : marks.length - 1) : from + by];
  if (to) to.focus();
}
