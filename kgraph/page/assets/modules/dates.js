// Dates as passages give them: a day, a month, a year, or two of them with a slash between.
const DAY = "\\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?)?";
const DATE = new RegExp(`^${DAY}(?:/${DAY})?$`);

export const isDate = (text) => DATE.test(text);
export const isMonth = (text) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

// The first and the last month that a date may mean: 2023 is any month of that year.
export const firstMonth = (date) => (/^\d{4}(\/|$)/.test(date) ? `${date.slice(0, 4)}-01` : date.slice(0, 7));
export const lastMonth = (date) => {
  const end = date.split("/").pop();
  return end.length === 4 ? `${end}-12` : end.slice(0, 7);
};

// What has no date is in no range but the whole.
export function isWithin(date, since, until) {
  if (!since && !until) return true;
  if (!date) return false;
  return (!since || lastMonth(date) >= since) && (!until || firstMonth(date) <= until);
}

export const monthNumber = (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || 1) - 1;
export const monthText = (n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`;
export const shownDate = (date) => date.replace("/", "–");

// Newest first; what has no date comes last.
export const byNewest = (a, b) => (a === b ? 0 : !a ? 1 : !b ? -1 : a < b ? 1 : -1);
