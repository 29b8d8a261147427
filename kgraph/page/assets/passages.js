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

function passageCard(i) {
  const { text, rule, place, names: ends, qualifiers, confidence, article } = passage(i);
  const facts = [say("rule", rule), say("confidence-is", confidence), say("place", number(place[0]), number(place[1]))];
  return make("li", { class: "passage" },
    make("blockquote", { dir: "auto" }, markedText(text, ends)),
    make("p", { class: "from" }, make("cite", {}, name(article[0] || article[1])), article[2] ? make("time", {}, article[2]) : null),
    qualifierList(qualifiers),
    make("p", { class: "facts" }, facts.map((fact) => make("span", {}, fact))),
    make("p", { class: "acts" }, button(say("copy"), () => copy(`${text}\n${article[0]}${article[2] ? ` ${article[2]}` : ""} ${article[1]}:${place[0]}-${place[1]}`)), sourceLine(article)));
}

function qualifierList(qualifiers) {
  const entries = Object.entries(qualifiers);
  if (!entries.length) return null;
  return make("ul", { class: "qualifiers" }, entries.map(([key, value]) =>
    make("li", {}, make("span", {}, `${nameOfQualifier(key)} `), name(data.strings[`value-${value}`] ? say(`value-${value}`) : value))));
}
