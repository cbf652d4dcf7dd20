// 未保存的修改 · is the form as it was loaded or saved? Compared by value, so undoing an edit makes it clean again.
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) if (!sameValue(left[key], right[key])) return false;
  return true;
}

/** A deep copy of plain data, also of a reactive proxy. */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
