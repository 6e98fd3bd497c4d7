/** Formats of texts, as an API server checks them in custom resources. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:[^\n]\d+)?(?:z|[+-]\d{2}:\d{2})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether a text is a point in time as `format: date-time` of a CRD takes it. */
export function isDateTime(text: string): boolean {
  const [date, time] = text.toLowerCase().split('t');
  if (date === undefined || time === undefined) return false;
  const day = DATE.exec(date);
  const clock = TIME.exec(time);
  if (day === null || clock === null) return false;
  const [year, month, dayOfMonth] = day.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) return false;
  return clock[1]! <= '23' && clock[2]! <= '59' && clock[3]! <= '59';
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether a text is base64 with padding, as Go decodes it; line breaks are skipped there too. */
export function isBase64(text: string): boolean {
  return BASE64.test(/[\r\n]/.test(text) ? text.replace(/[\r\n]/g, '') : text);
}
