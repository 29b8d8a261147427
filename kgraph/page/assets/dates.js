// The dates as a small histogram over a slider with two handles: of the facts, or of publication, never mixed.
const BARS = 24;
const FIRST_YEAR = 1949; // earlier facts are few: they stand in the first bar
const spans = new Map();

function datesHere() {
  return state.dating === "published" ? data.articles.map(([, , published]) => published.slice(0, 7)) : data.evidence.date;
}

// The months from the first to the last, and how many dates fall into each bar; none where fewer than two months.
function months() {
  if (!spans.has(state.dating)) spans.set(state.dating, span(datesHere()));
  return spans.get(state.dating);
}

function span(dates) {
  const dated = dates.filter(Boolean);
  if (!dated.length) return null;
  const first = dated.reduce((a, b) => Math.min(a, monthNumber(firstMonth(b))), Infinity);
  const last = dated.reduce((a, b) => Math.max(a, monthNumber(lastMonth(b))), 0);
  const start = Math.min(Math.max(first, FIRST_YEAR * 12), last - 1);
  return first < last ? { first: start, last, bars: heights(dated, start, last), undated: dates.length - dated.length } : null;
}

function heights(dated, first, last) {
  const width = (last - first + 1) / BARS;
  const counts = new Array(BARS).fill(0);
  for (const date of dated) counts[Math.max(0, Math.min(BARS - 1, Math.floor((monthNumber(date) - first) / width)))] += 1;
  return counts;
}

function histogram({ first, last, bars }) {
  const most = Math.max(...bars);
  const drawn = bars.map((count, i) => {
    const at = monthText(first + Math.floor(((i + 0.5) * (last - first + 1)) / BARS));
    const height = count ? Math.max(1.5, Math.sqrt(count / most) * 30) : 0;
    return draw("rect", { x: i * 10 + 1, y: 32 - height, width: 8, height, class: isWithin(at, state.since, state.until) ? "in" : "out" });
  });
  return draw("svg", { class: "histogram", viewBox: `0 0 ${BARS * 10} 32`, preserveAspectRatio: "none", "aria-hidden": "true" }, drawn);
}

function handle(key, { first, last }) {
  const value = state[key] ? monthNumber(state[key]) : key === "since" ? first : last;
  return make("input", { type: "range", min: first, max: last, step: 1, value, "data-filter": key,
    "aria-label": say(key), "aria-valuetext": monthText(value), input: sayDates, change: () => change(readHandles()) });
}

function readHandles() {
  const { first, last } = months();
  const [a, b] = ["since", "until"].map((key) => Number(document.querySelector(`[data-filter="${key}"]`).value));
  const [since, until] = [Math.min(a, b), Math.max(a, b)];
  return { since: since > first ? monthText(since) : "", until: until < last ? monthText(until) : "" };
}

function sayDates() {
  const { since, until } = readHandles();
  document.querySelector(".dates .value").textContent = datesText(since, until);
}

const datesText = (since, until) => `${since || monthText(months().first)} – ${until || monthText(months().last)}`;

function datingChoice() {
  const option = (key) => make("option", { value: key, selected: state.dating === key }, say(`dating-${key}`));
  return make("select", { "aria-label": say("dating"), "data-filter": "dating",
    change: (event) => change({ dating: event.target.value, since: "", until: "" }) }, ["fact", "published"].map(option));
}

function dateFilter() {
  const span = months();
  const undated = span && span.undated ? make("small", {}, say(`undated-${state.dating}`, number(span.undated))) : null;
  if (!span) return fieldset("dates", datingChoice(), make("small", {}, say("no-dates")));
  return fieldset("dates", datingChoice(), histogram(span), make("div", { class: "range" }, handle("since", span), handle("until", span)),
    make("span", { class: "value" }, datesText(state.since, state.until)), undated);
}
