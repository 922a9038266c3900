const LONGEST = 2 ** 31 - 1; // milliseconds, about 24 days; timers with a longer delay fire immediately
const LIMITS = { joinTimeout: 20_000, silence: 45_000, maxMessageSize: 64 * 1024 };
const RECONNECT = { shortest: 500, longest: 30_000, attempts: Infinity, holding: 0 };
const LEAST = { joinTimeout: 1, shortest: 1, longest: 1, attempts: 1 };
const TIMES = new Set(["joinTimeout", "silence", "shortest", "longest"]);

/**
 * Returns the numeric options, with defaults. Times longer than the longest delay of a timer are reduced to that delay.
 *
 * @param {object} given
 * @returns {{ joinTimeout: number, silence: number, maxMessageSize: number }}
 * @throws {RangeError} if an option is out of its range
 */
export const limitsOf = (given) => numbers(LIMITS, given);

/**
 * @param {boolean | object} given
 * @returns {{ shortest: number, longest: number, attempts: number, holding: number }}
 * @throws {RangeError} if an option is out of its range
 */
export function reconnectOf(given) {
  const { shortest, ...others } = numbers(RECONNECT, given === true ? {} : given);
  return { ...others, shortest: Math.min(shortest, others.longest) };
}

function numbers(defaults, given) {
  return Object.fromEntries(Object.keys(defaults).map((name) => [name, number(name, given[name] ?? defaults[name])]));
}

function number(name, value) {
  if (typeof value !== "number" || !(value >= (LEAST[name] ?? 0))) {
    throw new RangeError(`The option ${name} is out of range: ${value}`);
  }
  return TIMES.has(name) ? Math.min(value, LONGEST) : value;
}
