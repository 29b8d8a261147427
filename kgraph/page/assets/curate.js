// What the reader decides about names; saved as judgements.tsv, which the next build takes.
const hidden = new Set();
const retyped = new Map();
const judgements = [];
const typeNow = (node) => retyped.get(node) || typeOf(node);
const called = (node) => `${typeOf(node)}:${graph.nodes.name[node]}`;

// What a judgement is about: a later one about the same takes the place of the earlier.
function subjectOf({ left, right, verdict }) {
  const pair = verdict === "same" || verdict === "different";
  return JSON.stringify(pair ? ["pair", ...[left, right].sort()] : [verdict, left]);
}

function judge(judgement) {
  const before = judgements.findIndex((each) => subjectOf(each) === subjectOf(judgement));
  if (before >= 0) judgements.splice(before, 1);
  judgements.push(judgement);
  tellJudgements();
  render(true);
}

function judgePair(left, right, verdict) {
  judge({ left: called(left), right: called(right), verdict, why: "" });
  change({ picked: null });
}

function retype(node, type) {
  retyped.set(node, type);
  judge({ left: called(node), right: type, verdict: "retype", why: "", node });
}

function rename(node, words) {
  const clean = words.replace(/\s+/g, " ").trim();
  if (!clean || clean === graph.nodes.name[node]) return;
  renamed.set(node, clean);
  judge({ left: called(node), right: clean, verdict: "rename", why: "", node });
}

function hide(node) {
  hidden.add(node);
  judge({ left: called(node), right: "", verdict: "hide", why: "", node });
  change({ selected: null, root: state.root === node ? null : state.root, path: [] });
}

function undo(i) {
  const [gone] = judgements.splice(i, 1);
  if (gone.verdict === "hide") hidden.delete(gone.node);
  if (gone.verdict === "retype") retyped.delete(gone.node);
  if (gone.verdict === "rename") renamed.delete(gone.node);
  tellJudgements();
  render(true);
}

function tellJudgements() {
  $("decisions").textContent = judgements.length ? `${say("judgements")} ${judgements.length}` : say("judgements");
  $("decisions").classList.toggle("has", judgements.length > 0);
}

const cell = (text) => text.replace(/[\t\r\n\u2028\u2029]+/g, " ");

function judgementsText() {
  const rows = judgements.map(({ left, right, verdict, why }) => [left, right, verdict, why].map(cell).join("\t"));
  return `${["left\tright\tverdict\twhy", ...rows].join("\n")}\n`;
}

function nodeCorrections(node) {
  const types = make("select", { "aria-label": say("retype") }, data.types.map(([id]) => make("option", { value: id, selected: id === typeNow(node) }, label(id))));
  types.addEventListener("change", () => retype(node, types.value));
  const words = make("input", { type: "text", value: nameOf(node).slice(0, 500), "aria-label": say("rename"), maxlength: 500 });
  const form = make("form", { submit: (event) => { event.preventDefault(); rename(node, words.value); } }, words, make("button", { type: "submit" }, say("rename")));
  return make("section", {}, make("details", { class: "correct" }, make("summary", {}, say("correct")),
    make("label", {}, make("span", {}, say("retype")), types), form,
    button(say("hide"), () => hide(node)), make("p", { class: "quietly" }, say("pick-to-compare"))));
}

function judgementRow({ left, right, verdict, why }, i) {
  const reason = make("input", { type: "text", value: why, placeholder: say("why"), "aria-label": say("why"), maxlength: 300,
    change: (event) => { judgements[i].why = event.target.value; } });
  return make("li", {}, make("p", {}, name(left), " ", make("strong", {}, say(`verdict-${verdict}`)), " ", right ? name(right) : ""),
    reason, button(say("undo"), () => { undo(i); showJudgements(); }));
}

function showJudgements() {
  const content = judgements.length ? make("ol", { class: "judgements" }, judgements.map(judgementRow)) : make("p", {}, say("no-judgements"));
  const save = button(say("save-judgements"), () => download("judgements.tsv", "text/tab-separated-values;charset=utf-8", judgementsText()),
    { class: "main", disabled: !judgements.length });
  openDialog(say("judgements"), make("p", { class: "quietly" }, say("judgements-help")), content, save);
}
