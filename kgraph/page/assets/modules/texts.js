// Clean texts: the sentence around a name, the pieces of a line between marks, where words stand.
export function sentenceAround(text, start, end, { stops, most }) {
  let [from, to] = [start, end];
  while (from > 0 && start - from < most && !stops.includes(text[from - 1]) && text[from - 1] !== "\n") from -= 1;
  while (to < text.length && to - end < most && !stops.includes(text[to - 1]) && text[to] !== "\n") to += 1;
  return { from, to, cutBefore: start - from >= most, cutAfter: to - end >= most };
}

// The text from `from` to `to` in pieces; each has the marks that cover it. Marks are {start, end, …}.
export function pieces(from, to, marks) {
  const inside = marks.filter(({ start, end }) => start < to && end > from);
  const edges = inside.flatMap(({ start, end }) => [Math.max(start, from), Math.min(end, to)]);
  const cuts = [...new Set([from, to, ...edges])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => ({ start: cuts[i], end, marks: inside.filter((each) => each.start <= cuts[i] && end <= each.end) }));
}

// The places of all the words, those of each apart; none where one of them is missing.
export function occurrences(text, words, most) {
  const lower = text.toLowerCase();
  const low = lower.length === text.length ? lower : text;
  const found = [];
  for (const word of words) {
    const before = found.length;
    for (let at = low.indexOf(word); at >= 0 && found.length < before + most; at = low.indexOf(word, at + word.length)) {
      found.push({ start: at, end: at + word.length });
    }
    if (found.length === before) return [];
  }
  return found.sort((a, b) => a.start - b.start);
}

export const wordsOf = (query) => [...new Set(query.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, 8);
