/** The value a JSON text stands for; undefined, which no JSON text means, when it is none. What was wrong with it is not told: it may quote. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
