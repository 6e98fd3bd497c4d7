/** How many texts one parser remembers; a fleet repeats far fewer, a scan of foreign input brings more. */
const MOST_TEXTS = 4096;

/** Longer texts are no names, amounts or addresses; they are read anew instead of being kept. */
const LONGEST_TEXT = 512;

/**
 * The same function, which reads each text once: the objects of a fleet repeat the same few texts thousands of times.
 *
 * Only for pure functions whose answers nobody changes. What is kept is bounded: when it is full, all of it is forgotten.
 */
export function remembering<T extends object>(read: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    if (text.length <= LONGEST_TEXT) {
      if (answers.size >= MOST_TEXTS) answers.clear();
      answers.set(text, answer);
    }
    return answer;
  };
}
