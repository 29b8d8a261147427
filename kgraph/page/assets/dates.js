// The dates of the passages as a small histogram over a slider with two handles.
const BARS = 24;
const monthNumber = (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || 1) - 1;
const monthText = (n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`;
const months = span();

function span() {
  const dated = data.evidence.date.filter(Boolean);
  if (!dated.length) return null;
  const first = dated.reduce((a, b) => Math.min(a, monthNumber(firstMonth(b))), Infinity);
  const last = dated.reduce((a, b) => Math.max(a, monthNumber(lastMonth(b))), 0);
  return first < last ? { first, last } : null;
}

const bars = months ? heights() : [];
const undated = data.evidence.date.filter((date) => !date).length;

function heights() {
  const width = (months.last - months.first + 1) / BARS;
  const counts = new Array(BARS).fill(0);
  for (const date of data.evidence.date) {
    if (date) counts[Math.min(BARS - 1, Math.floor((monthNumber(date) - months.first) / width))] += 1;
  }
  return counts;
}

function histogram() {
  const most = Math.max(...bars);
  const drawn = bars.map((count, i) => {
    const at = monthText(months.first + Math.floor(((i + 0.5) * (months.last - months.first + 1)) / BARS));
    const height = count ? Math.max(1.5, Math.sqrt(count / most) * 30) : 0;
    return draw("rect", { x: i * 10 + 1, y: 32 - height, width: 8, height, class: isInTime(at, state) ? "in" : "out" });
  });
  return draw("svg", { class: "histogram", viewBox: `0 0 ${BARS * 10} 32`, preserveAspectRatio: "none", "aria-hidden": "true" }, drawn);
}

function handle(key) {
  const edge = key === "since" ? months.first : months.last;
  const value = state[key] ? monthNumber(state[key]) : edge;
  return make("input", { type: "range", min: months.first, max: months.last, step: 1, value, "data-filter": key,
    "aria-label": say(key), "aria-valuetext": monthText(value), input: sayDates, change: () => change(readHandles()) });
}

function readHandles() {
  const [a, b] = ["since", "until"].map((key) => Number(document.querySelector(`[data-filter="${key}"]`).value));
  const [since, until] = [Math.min(a, b), Math.max(a, b)];
  return { since: since > months.first ? monthText(since) : "", until: until < months.last ? monthText(until) : "" };
}

function sayDates() {
  const { since, until } = readHandles();
  document.querySelector(".dates .value").textContent = datesText(since, until);
}

const datesText = (since, until) => `${since || monthText(months.first)} – ${until || monthText(months.last)}`;

function dateFilter() {
  if (!months) return null;
  return fieldset("dates", histogram(), make("div", { class: "range" }, handle("since"), handle("until")),
    make("span", { class: "value" }, datesText(state.since, state.until)),
    undated ? make("small", {}, say("undated", number(undated))) : null);
}
