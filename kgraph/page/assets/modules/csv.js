// Comma separated values that a spreadsheet opens without running anything.
// What XML cannot hold is left out.
export const plain = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");

// A cell that a spreadsheet would read as a formula gets an apostrophe in front.
export function csvCell(value) {
  const text = plain(value);
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export const csv = (rows) => `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
