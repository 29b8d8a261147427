// The desk: what the reader decides about names and facts. It counts on the page at once, is kept by the browser under
// the build's id, and is saved as judgements.tsv together with what had been decided before, for the next build.
const desk = {
  list: [], earlier: data.decided.map(([left, right, verdict, why]) => ({ left, right, verdict, why })), version: 0, unsure: new Set(),
  hidden: new Set(), retyped: new Map(), renamed: new Map(), dates: new Map(), wrong: new Set(), wrongEdges: new Set(), joined: new Map(),
};
const STORE = `kgraph ${data.build}`;
const typeNow = (node) => desk.retyped.get(node) || typeOf(node);
const called = (node) => data.called[node] || `${typeOf(node)}:${graph.nodes.name[node]}`;
const passageName = (i) => `${data.articles[data.evidence.article[i]][1]}:${passage(i).place.join("-")}`;

// The node that a decision names: by its id, by what namesakes are called, or by type and name.
const nodeNamed = (text) => {
  desk.byName = desk.byName || new Map([...graph.nodes.id.keys()].reverse().map((node) => [called(node), node]));
  const id = nodeById(text);
  return id !== null ? id : desk.byName.has(text) ? desk.byName.get(text) : null;
};

function stored() {
  try { return readDecisions(localStorage.getItem(STORE)); } catch { return []; }
}

function store() {
  try { localStorage.setItem(STORE, JSON.stringify(desk.list)); } catch { /* a frame without a store of its own */ }
}

function judge(judgement) {
  desk.list = decided(desk.list, judgement);
  takeEffect();
}

function undo(judgement) {
  desk.list = desk.list.filter((each) => each !== judgement);
  takeEffect();
}

function takeEffect() {
  store();
  applyDecisions();
  tellJudgements();
  render(true);
}

// All is worked out anew from the list, so that taking one back leaves no trace.
function applyDecisions() {
  for (const each of ["hidden", "retyped", "renamed", "dates", "wrong", "wrongEdges", "joined"]) desk[each].clear();
  desk.version += 1;
  names = null;
  for (const each of desk.list) applyOne(each, nodeNamed(each.left), each.right ? nodeNamed(each.right) : null);
  join();
}

function applyOne({ right, verdict, why }, left, other) {
  if (left === null) return;
  if (verdict === "hide") desk.hidden.add(left);
  else if (verdict === "rename") desk.renamed.set(left, right);
  else if (verdict === "retype" && kinds.has(right)) desk.retyped.set(left, right);
  else if (verdict === "same" && other !== null) desk.joined.set(Math.max(left, other), Math.min(left, other));
  else if (isOfFact({ verdict }) && other !== null) applyToFact(verdict, left, other, why);
}

function applyToFact(verdict, left, right, why) {
  const [what, about] = [verdict.slice(0, verdict.indexOf(":")), verdict.slice(verdict.indexOf(":") + 1)];
  const [predicate, date] = about.split("=");
  for (const edge of edgesOut(left, predicate).filter((each) => graph.to[each] === right)) {
    for (let i = graph.evidence[edge]; i < graph.evidence[edge + 1]; i += 1) {
      if (/:\d+-\d+$/.test(why) && passageName(i) !== why) continue;
      if (what === "date") desk.dates.set(i, date);
      else desk.wrong.add(i);
    }
    if (what === "wrong") desk.wrongEdges.add(edge);
  }
}

// Two that are one: the edges of the less connected go to the other, and it is shown no more.
function join() {
  const ends = (node) => { let at = node; while (desk.joined.has(at)) at = desk.joined.get(at); return at; };
  drawing.edges.forEach((edge, e) => { graph.from[e] = ends(edge.from); graph.to[e] = ends(edge.to); });
  for (const node of desk.joined.keys()) desk.hidden.add(node);
  Object.assign(graph, adjacency());
}

function judgePair(left, right, verdict) {
  judge({ left: called(left), right: called(right), verdict, why: "" });
  change({ picked: null });
}

const retype = (node, type) => judge({ left: called(node), right: type, verdict: "retype", why: "" });

function rename(node, words) {
  const clean = words.replace(/\s+/g, " ").trim();
  if (clean && clean !== graph.nodes.name[node]) judge({ left: called(node), right: clean, verdict: "rename", why: "" });
}

function hide(node) {
  judge({ left: called(node), right: "", verdict: "hide", why: "" });
  change({ selected: null, root: state.root === node ? null : state.root, path: [] });
}

const judgeFact = (edge, i, verdict) => judge({
  left: called(drawing.edges[edge].from), right: called(drawing.edges[edge].to), verdict: `${verdict[0]}:${predicateOf(edge)}${verdict[1] ? `=${verdict[1]}` : ""}`,
  why: weightOf(edge) > 1 ? passageName(i) : "",
});

function tellJudgements() {
  $("decisions").textContent = desk.list.length ? `${say("judgements")} ${desk.list.length}` : say("judgements");
  $("decisions").classList.toggle("has", desk.list.length > 0);
}

const allDecisions = () => desk.list.reduce((all, each) => decided(all, each), desk.earlier);

function nodeCorrections(node) {
  const types = make("select", { "aria-label": say("retype") }, data.types.map(([id]) => make("option", { value: id, selected: id === typeNow(node) }, label(id))));
  types.addEventListener("change", () => retype(node, types.value));
  const words = make("input", { type: "text", value: nameOf(node).slice(0, 500), "aria-label": say("rename"), maxlength: 500 });
  const form = make("form", { submit: (event) => { event.preventDefault(); rename(node, words.value); } }, words, make("button", { type: "submit" }, say("rename")));
  return make("section", { class: "mend" }, make("details", { class: "correct" }, make("summary", {}, say("correct")),
    make("label", {}, make("span", {}, say("retype")), types), form,
    button(say("hide"), () => hide(node)), make("p", { class: "quietly" }, say("pick-to-compare"))));
}

// Under a passage: it does not say so, or it happened at another time.
function factCorrections(edge, i) {
  const words = make("input", { type: "text", placeholder: "2023-05", "aria-label": say("right-date"), maxlength: 21, size: 10 });
  const save = (event) => {
    event.preventDefault();
    if (isDate(words.value.trim())) judgeFact(edge, i, ["date", words.value.trim()]);
    else notice(say("no-date-form"));
  };
  return make("details", { class: "correct fact" }, make("summary", {}, say("correct-fact")),
    make("span", { class: "ways" }, button(say("judge-wrong"), () => judgeFact(edge, i, ["wrong", ""])),
      make("form", { submit: save }, words, make("button", { type: "submit" }, say("judge-date")))));
}

function verdictWords(verdict) {
  const [what, about] = [verdict.split(":")[0], verdict.slice(verdict.indexOf(":") + 1)];
  if (!isOfFact({ verdict })) return say(`verdict-${what}`);
  const [predicate, date] = about.split("=");
  return `${say(`verdict-${what}`, label(predicate))}${date ? ` ${date}` : ""}`;
}

function judgementRow(judgement) {
  const { left, right, verdict, why } = judgement;
  const reason = make("input", { type: "text", value: why, placeholder: say("why"), "aria-label": say("why"), maxlength: 300,
    change: (event) => { judgement.why = event.target.value; store(); } });
  return make("li", {}, make("p", {}, name(left), " ", make("strong", {}, verdictWords(verdict)), " ", right ? name(right) : ""),
    reason, button(say("undo"), () => { undo(judgement); showJudgements(); }));
}

function earlierRows() {
  const rows = desk.earlier.map(({ left, right, verdict, why }) => make("li", {}, name(left), " ", make("strong", {}, verdictWords(verdict)), " ", name(right), " ", make("small", {}, name(why))));
  return rows.length ? make("details", {}, make("summary", {}, say("earlier-judgements", number(rows.length))), make("ul", { class: "earlier" }, rows)) : null;
}

// The doubtful pairs that nobody has decided yet, the likeliest first.
function openDoubts() {
  const done = new Set(allDecisions().filter(isPair).map(subjectOf));
  return data.doubts.filter(([, left, right]) => {
    const [a, b] = [nodeNamed(left), nodeNamed(right)];
    return a !== null && b !== null && a !== b && !desk.unsure.has(`${left} ${right}`)
      && !done.has(subjectOf({ left: called(a), right: called(b), verdict: "same", why: "" }));
  });
}

function doubtCard([score, left, right, reason, evidence]) {
  const [a, b] = [nodeNamed(left), nodeNamed(right)];
  const decide = (verdict) => () => { judge({ left: called(a), right: called(b), verdict, why: "" }); showJudgements(); };
  const side = (node) => make("div", {}, button([swatch(typeNow(node)), name(nameOf(node))], () => { $("dialog").close(); openNode(node); }, { class: "end" }),
    make("small", {}, say("named", number(graph.nodes.mentions[node]), number(graph.nodes.articles[node].length))), contextOf(node));
  return make("section", { class: "doubt" }, make("p", { class: "quietly" }, `${say("doubt-reason", reason)} · ${say("confidence-is", score)}`),
    make("div", { class: "pair" }, side(a), side(b)), !data.hasTexts && evidence ? make("blockquote", { dir: "auto" }, evidence) : null,
    make("p", { class: "ways" }, button(say("same"), decide("same"), { class: "main" }), button(say("different"), decide("different")),
      button(say("later"), () => { desk.unsure.add(`${left} ${right}`); showJudgements(); })));
}

const contextOf = (node) => make("blockquote", { dir: "auto" }, mentionsOf(node).slice(0, 1).map(({ article, start, end }) => snippet(article, start, end)));

function showJudgements() {
  const doubts = openDoubts();
  const save = button(say("save-judgements"), () => download("judgements.tsv", "text/tab-separated-values;charset=utf-8", decisionsText(allDecisions())),
    { class: "main", disabled: !allDecisions().length });
  openDialog(say("judgements"), make("p", { class: "quietly" }, say("judgements-help")),
    doubts.length ? make("h3", {}, say("doubts", number(doubts.length))) : null, doubts.length ? doubtCard(doubts[0]) : null,
    desk.list.length ? make("ol", { class: "judgements" }, desk.list.map(judgementRow)) : make("p", {}, say("no-judgements")), earlierRows(), save);
}
