// Finding by name, alias and pinyin: `at` and `anta` both find 安踏.
const MOST_FOUND = 20;
let names = null;

function allNames() {
  names = names || graph.nodes.name.map((_, node) => [...namesOf(node), ...(desk.renamed.has(node) ? [graph.nodes.name[node]] : [])].map((each) => folded(each.slice(0, 200))));
  return names;
}

// Whether the letters from `at` on can be read along the characters from `char` on: initials or whole syllables.
// `most` is how many readings of a character count; the common one stands first.
function readsAlong(query, char, at) {
  const { text, letters, most } = query;
  if (at === letters.length) return true;
  if (char >= text.length) return false;
  const readings = data.pinyin[text[char]];
  if (!readings) return text[char] === letters[at] && readsAlong(query, char + 1, at + 1);
  return readings.split(" ").slice(0, most).some((reading) => readsOne(query, reading, char, at));
}

function readsOne(query, reading, char, at) {
  let common = 0;
  while (common < reading.length && reading[common] === query.letters[at + common]) common += 1;
  if (at + common === query.letters.length && common) return true;
  const whole = common === reading.length && readsAlong(query, char + 1, at + common);
  return whole || (common > 0 && readsAlong(query, char + 1, at + 1));
}

// Lower is better: the whole name, its beginning, its middle, then the same by sound; aliases after names.
function score(texts, query, isLatin) {
  let best = Infinity;
  texts.forEach((text, i) => {
    const later = i ? 1 : 0;
    const at = text.indexOf(query);
    if (text === query) best = Math.min(best, later);
    else if (at >= 0) best = Math.min(best, (at ? 4 : 2) + later);
    else if (text.length > 1 && query.includes(text)) best = Math.min(best, 14 + later);
    else if (isLatin && best > 6) best = Math.min(best, soundScore(text, query) + later);
  });
  return best;
}

// The beginning before the middle, and all that is read as usual before rare readings.
function soundScore(text, letters) {
  for (const [most, start] of [[1, 6], [9, 10]]) {
    for (let i = 0; i < text.length; i += 1) {
      if (data.pinyin[text[i]] && readsAlong({ text, letters, most }, i, 0)) return start + (i ? 2 : 0);
    }
  }
  return Infinity;
}

function find(words) {
  const query = folded(words).replace(/\s+/g, " ").trim();
  if (!query) return [];
  const isLatin = /^[a-z0-9]{1,40}$/.test(query);
  const hits = [];
  allNames().forEach((texts, node) => {
    if (desk.hidden.has(node)) return;
    const found = score(texts, query, isLatin);
    if (found < Infinity) hits.push([found, node]);
  });
  return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST_FOUND).map(([, node]) => node);
}

const finding = { found: [], at: -1 };
const IN_TEXTS = -1; // the last row: look in the articles

function option(node, i) {
  const id = `found-${i}`;
  if (node === IN_TEXTS) {
    return make("li", { id, role: "option", "aria-selected": "false", mousedown: (event) => { event.preventDefault(); take(node); } }, say("search-in-texts", shorten($("search").value.trim(), 30)));
  }
  return make("li", { id, role: "option", "aria-selected": "false", mousedown: (event) => { event.preventDefault(); take(node); } },
    swatch(typeNow(node)), name(nameOf(node)), graph.nodes.aliases[node].length ? make("small", {}, name(shorten(graph.nodes.aliases[node].join(say("comma")), 40))) : null, make("small", { class: "kind" }, label(typeNow(node))));
}

function listFound() {
  const words = $("search").value.trim();
  finding.found = [...find(words), ...(data.hasTexts && words ? [IN_TEXTS] : [])];
  finding.at = finding.found.length ? 0 : -1;
  const none = make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, say("nothing-found"));
  $("found").replaceChildren(...(finding.found.length ? finding.found.map(option) : [none]));
  openList($("search").value.trim() !== "");
  mark();
}

function openList(open) {
  $("found").hidden = !open;
  $("search").setAttribute("aria-expanded", String(open));
  if (!open) $("search").removeAttribute("aria-activedescendant");
}

function mark() {
  [...$("found").children].forEach((each, i) => each.setAttribute("aria-selected", String(i === finding.at)));
  const current = $("found").children[finding.at];
  if (!current || finding.at < 0) return;
  $("search").setAttribute("aria-activedescendant", current.id);
  current.scrollIntoView({ block: "nearest" });
}

function take(node) {
  openList(false);
  if (node === IN_TEXTS) { change({ view: "texts", text: null, at: "", words: $("search").value.trim() }); return; }
  $("search").value = "";
  openNode(node);
  capLater();
  if (shown.chosen.has(node)) network.focus(node, { scale: scaleAround(node), animation: reducedMotion() ? false : { duration: 300 } });
}

// As near as the window allows with the node in the middle and its neighbours in sight; far ones are left outside.
function scaleAround(node) {
  const { clientWidth, clientHeight } = $("canvas");
  const middle = placeOf(node);
  const reach = around(node).nodes.reduce((most, other) => {
    const { x, y } = placeOf(other);
    const { half, below } = sizesOf(other);
    return Math.max(most, (Math.abs(x - middle.x) + half) / clientWidth, (Math.abs(y - middle.y) + below) / clientHeight);
  }, 0);
  return Math.min(LARGEST_SCALE, Math.max(0.4, 0.45 / reach));
}

function searchKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // Enter ends the composing of a word and opens nothing
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && finding.found.length) {
    event.preventDefault();
    finding.at = (finding.at + steps[event.key] + finding.found.length) % finding.found.length;
    mark();
  } else if (event.key === "Enter" && finding.at >= 0) take(finding.found[finding.at]);
  else if (event.key === "Escape") { openList(false); event.stopPropagation(); }
}

function setUpSearch() {
  $("search").addEventListener("input", listFound);
  $("search").addEventListener("keydown", searchKey);
  $("search").addEventListener("blur", () => openList(false));
  $("search").addEventListener("focus", () => $("search").value && listFound());
}
