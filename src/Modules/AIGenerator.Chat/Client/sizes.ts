/** A size in bytes in the reader's language: whole kilobytes, and megabytes with one digit. */
export function byteSize(bytes: number): string {
  const isLarge = bytes >= 1024 * 1024;
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: isLarge ? "megabyte" : "kilobyte", unitDisplay: "short", maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / 1024 / 1024 : Math.max(1, bytes / 1024));
}
