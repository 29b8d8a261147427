// The rows of a table: kept by column, sorted, grouped; `value(row, column)` gives a cell as text or number.
export const folded = (text) => String(text).normalize("NFKC").toLowerCase();

// A filter of a number may begin with < or >; of a text it is any part of it.
export function holds(value, wanted) {
  const bound = /^([<>]=?)\s*(-?\d+(?:\.\d+)?)$/.exec(wanted.trim());
  if (!bound) return folded(value).includes(folded(wanted.trim()));
  if (value === "") return false;
  const [left, right] = [Number(value), Number(bound[2])];
  return { "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right }[bound[1]];
}

export function kept(rows, filters, value) {
  const wanted = Object.entries(filters).filter(([, text]) => text.trim());
  return wanted.length ? rows.filter((row) => wanted.every(([column, text]) => holds(value(row, column), text))) : rows;
}

// Empty cells come last, whichever way the rows run; equal ones keep their order.
export function sorted(rows, column, isDown, value) {
  const keyed = rows.map((row, i) => ({ row, i, key: value(row, column) }));
  const turn = isDown ? -1 : 1;
  keyed.sort((a, b) => (a.key === "") - (b.key === "") || turn * compared(a.key, b.key) || a.i - b.i);
  return keyed.map(({ row }) => row);
}

const compared = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0);

// Groups by what a cell says, the largest first; the rows of those that are open follow their head.
export function grouped(rows, column, open, value) {
  const groups = new Map();
  for (const row of rows) {
    const key = String(value(row, column));
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  const ranked = [...groups].sort((a, b) => b[1].length - a[1].length || compared(a[0], b[0]));
  return ranked.flatMap(([key, own], i) => [{ head: key, rank: i + 1, count: own.length }, ...(open.has(key) ? own : [])]);
}

// Which rows of so many are in the window, with some more on both sides.
export function inWindow({ top, height, rowHeight, count, spare = 8 }) {
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - spare, count));
  return { first, last: Math.min(count, Math.ceil((top + height) / rowHeight) + spare) };
}
