// The passages are read from the page when the first one is asked for.
let passages = null;

function allPassages() {
  passages = passages || read("passages");
  return passages;
}

function passage(i) {
  const all = allPassages();
  return {
    text: all.texts[all.text[i]], rule: all.rules[all.rule[i]], place: all.place[i], names: all.names[i],
    qualifiers: all.qualifiers[i] || {}, confidence: data.evidence.confidence[i],
    article: data.articles[data.evidence.article[i]],
  };
}

// The places in a passage count whole characters; JavaScript counts some of them twice.
function markedText(text, [ss, se, os, oe]) {
  const chars = [...text];
  const ends = [...new Set([0, ss, se, os, oe, chars.length])].sort((a, b) => a - b);
  return ends.slice(1).map((end, i) => {
    const piece = chars.slice(ends[i], end).join("");
    const within = (from, to) => from <= ends[i] && end <= to;
    const role = within(ss, se) ? "subject" : within(os, oe) ? "object" : null;
    return role ? make("mark", { class: role, title: say(role) }, piece) : piece;
  });
}

// A way to the source below the page's own folder, each step made safe; never a scheme, never a root.
function sourceLink(source) {
  if (data.root === null || source.startsWith("/") || source.includes("\\") || /^[a-z]:/i.test(source)) return null;
  const steps = source.split("/").map(encodeStep).join("/");
  return `${data.root}${steps}`;
}

function encodeStep(step) {
  try { return encodeURIComponent(step); } catch { return ""; }
}

function sourceLine([, source]) {
  const href = sourceLink(source);
  const words = shorten(source, 120);
  return href ? make("a", { href, target: "_blank", rel: "noopener noreferrer", title: say("open-source") }, name(words)) : name(words);
}

// The sentence with both names marked, where it is from, and what one can do with it.
function sentence(edge, i) {
  const { text, names: ends } = passage(i);
  return make("div", { class: "sentence" }, make("blockquote", { dir: "auto" }, markedText(text, ends)), fromLine(i), passageActs(edge, i));
}

function passageCard(edge, i) {
  const { text, names: ends, qualifiers } = passage(i);
  return make("li", { class: "passage" }, make("blockquote", { dir: "auto" }, markedText(text, ends)), fromLine(i), qualifierList(qualifiers), passageActs(edge, i));
}

// The day of publication is told as such, never as the date of the fact.
function fromLine(i) {
  const { article, rule, confidence, place } = passage(i);
  const number_ = data.evidence.article[i];
  const title = data.hasTexts ? button(name(article[0] || article[1]), () => readPassage(i), { class: "inline", title: say("read-article"), "data-read": number_ }) : name(article[0] || article[1]);
  const facts = [say("confidence-is", confidence), say("rule", rule), say("place", number(place[0]), number(place[1]))];
  return make("p", { class: "from" }, make("cite", {}, title), make("time", {}, article[2] ? say("published-is", article[2]) : say("published-unknown")),
    facts.map((fact) => make("span", { class: "fact" }, fact)));
}

const factPlace = (i) => (allTexts() ? allTexts().facts[i].join("-") : "");
const readPassage = (i) => readArticleAt(data.evidence.article[i], factPlace(i));

// A quotation one can print: the sentence, the title, the day of publication, file and place.
function citation(i) {
  const { text, place, article: [title, source, published] } = passage(i);
  return `${text}\n${title}${published ? ` ${published}` : ""} ${source}:${place[0]}-${place[1]}`;
}

function passageActs(edge, i) {
  const { article } = passage(i);
  return make("div", { class: "acts" }, button(say("cite"), () => copy(citation(i))),
    data.hasTexts ? button(say("in-article"), () => readPassage(i)) : null, sourceLine(article), factCorrections(edge, i));
}

function qualifierList(qualifiers) {
  const entries = Object.entries(qualifiers);
  if (!entries.length) return null;
  return make("ul", { class: "qualifiers" }, entries.map(([key, value]) => make("li", {}, make("span", {}, `${nameOfQualifier(key)} `), name(valueWords(value)))));
}
