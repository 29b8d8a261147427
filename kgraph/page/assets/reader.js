// The reader: an article's text with every name and fact marked, and a search through all texts.
const MOST_LISTED = 200;
const SNIPPET = 60;
let texts;
let mentionTable = null;

function allTexts() {
  if (texts === undefined) texts = read("texts");
  return texts;
}

// Places in the texts count whole characters; JavaScript counts some of them twice, and then the text is cut in pieces.
const plainTexts = new Map();
function charsOf(article) {
  if (!plainTexts.has(article)) {
    const text = allTexts().texts[article];
    plainTexts.set(article, /[\ud800-\udfff]/.test(text) ? [...text] : text);
  }
  return plainTexts.get(article);
}

const cut = (chars, start, end) => (typeof chars === "string" ? chars.slice(start, end) : chars.slice(start, end).join(""));

function mentionsOf(node) {
  if (!allTexts()) return [];
  mentionTable = mentionTable || tableOfMentions();
  const own = [node, ...[...desk.joined].filter(([, to]) => to === node).map(([from]) => from)];
  return own.flatMap((each) => mentionTable.get(each) || []).sort((a, b) => byNewest(data.articles[a.article][2], data.articles[b.article][2]) || a.article - b.article || a.start - b.start);
}

function tableOfMentions() {
  const table = new Map();
  allTexts().mentions.forEach((flat, article) => {
    for (let i = 0; i < flat.length; i += 3) {
      if (!table.has(flat[i + 2])) table.set(flat[i + 2], []);
      table.get(flat[i + 2]).push({ article, start: flat[i], end: flat[i + 1] });
    }
  });
  return table;
}

// The sentence around a name, with the name marked.
function snippet(article, start, end) {
  const chars = charsOf(article);
  const around = sentenceAround(chars, start, end, { stops: data.stops, most: SNIPPET });
  return [around.cutBefore ? "…" : "", cut(chars, around.from, start), make("mark", { class: "subject" }, cut(chars, start, end)), cut(chars, end, around.to), around.cutAfter ? "…" : ""];
}

function showReader() {
  const place = $("reader");
  if (!data.hasTexts) { place.replaceChildren(make("p", { class: "quietly" }, say("without-text"))); return; }
  place.replaceChildren(articleList(), state.text === null ? make("div", { id: "article", class: "none" }, make("p", { class: "quietly" }, say("choose-article"))) : articleText(state.text));
  const aim = place.querySelector(".aim");
  if (aim) aim.scrollIntoView({ block: "center" });
}

function articleList() {
  const box = make("input", { type: "search", id: "words", value: state.words, placeholder: say("search-texts"), "aria-label": say("search-texts"), maxlength: 100,
    input: (event) => { if (!event.isComposing) adjust({ words: event.target.value }); fillList(list, event.target.value); } });
  const list = make("ul", { class: "found" });
  fillList(list, state.words);
  return make("nav", { class: "list", "aria-label": say("articles") }, box, list);
}

function fillList(list, words) {
  const wanted = wordsOf(words);
  const order = [...data.articles.keys()].sort((a, b) => byNewest(data.articles[a][2], data.articles[b][2]) || (data.articles[a][1] < data.articles[b][1] ? -1 : 1));
  const hits = order.map((article) => ({ article, places: wanted.length ? occurrences(allTexts().texts[article], wanted, 50) : [] })).filter(({ places }) => !wanted.length || places.length);
  list.replaceChildren(make("li", { class: "quietly", role: "status" }, say("found-articles", number(hits.length))), ...hits.slice(0, MOST_LISTED).map(articleRow));
  const rest = restButton(list, hits.slice(MOST_LISTED), articleRow);
  if (rest) list.append(make("li", {}, rest));
}

function articleRow({ article, places }) {
  const [title, source, published] = data.articles[article];
  const first = places[0];
  return make("li", { class: article === state.text ? "here" : "" },
    make("button", { type: "button", class: "title", "aria-current": String(article === state.text), click: () => change({ text: article, at: first ? `${first.start}-${first.end}` : "" }) }, name(title || source)),
    make("small", {}, published || say("published-unknown"), places.length ? ` · ${say("times", places.length)}` : ""),
    first ? make("p", { class: "quietly" }, snippet(article, first.start, first.end)) : null);
}

function articleText(article) {
  const [title, source, published] = data.articles[article];
  const chars = charsOf(article);
  const marks = marksOf(article, chars.length);
  const lines = [];
  for (let from = 0; from < chars.length;) {
    let to = from;
    while (to < chars.length && chars[to] !== "\n") to += 1;
    if (to > from) lines.push(make("p", { dir: "auto" }, pieces(from, to, marks.filter(({ start, end }) => start < to && end > from)).map((piece) => pieceOf(chars, piece))));
    from = to + 1;
  }
  return make("article", { id: "article", tabindex: 0, "aria-label": title || source }, make("header", {}, make("h2", {}, name(title || source)),
    make("p", { class: "quietly" }, published ? say("published-is", published) : say("published-unknown"), " · ", sourceLine(data.articles[article]), " ",
      button(say("only-article"), () => change({ view: "map", article }), { class: "link" }))), lines);
}

// Names, facts that pass, and the place one came for.
function marksOf(article, length) {
  const { mentions, facts } = allTexts();
  const marks = [];
  for (let i = 0; i < mentions[article].length; i += 3) marks.push({ start: mentions[article][i], end: mentions[article][i + 1], node: mentions[article][i + 2] });
  data.evidence.article.forEach((own, i) => { if (own === article && shown.pass.statements[data.evidence.edge[i]]) marks.push({ start: facts[i][0], end: facts[i][1], fact: i }); });
  const [start, end] = state.at.split("-").map(Number);
  if (end > start && start < length) marks.push({ start, end, aim: true });
  wordsOf(state.words).flatMap((word) => occurrences(allTexts().texts[article], [word], 200)).forEach((place) => marks.push({ ...place, word: true }));
  return marks;
}

function pieceOf(chars, { start, end, marks }) {
  const text = cut(chars, start, end);
  const named = marks.find(({ node }) => node !== undefined && !desk.hidden.has(node));
  const classes = [marks.some(({ fact }) => fact !== undefined) ? "stated" : "", marks.some(({ aim }) => aim) ? "aim" : "", marks.some(({ word }) => word) ? "word" : ""].filter(Boolean).join(" ");
  if (!named) return classes ? make("span", { class: classes }, text) : text;
  const { colour } = kinds.get(typeNow(named.node));
  const own = make("button", { type: "button", class: `named ${classes}`, title: `${label(typeNow(named.node))} ${shorten(nameOf(named.node), 60)}`, click: () => openNode(named.node) }, text);
  own.style.setProperty("--kind", colour);
  return own;
}
