/** Reports an error of application code. In Node it is only logged, because `reportError` could end the process. */
function report(error) {
  if (typeof reportError === "function" && globalThis.process?.versions?.node === undefined) {
    reportError(error);
  } else {
    console.error(error);
  }
}

/** Listeners by event name. Every name is safe, including `constructor` and `__proto__`. */
export class Emitter {
  #listeners = new Map();

  /** @returns {() => void} removes the listener */
  on(event, listener) {
    if (typeof listener !== "function") {
      throw new TypeError("A listener must be a function");
    }
    const entry = { listener };
    if (!this.#listeners.has(event)) {
      this.#listeners.set(event, new Set());
    }
    this.#listeners.get(event).add(entry);
    return () => this.#listeners.get(event).delete(entry);
  }

  /** Calls the listeners in the order in which they were added. Exceptions of listeners are reported, not thrown. */
  emit(event, ...values) {
    const entries = this.#listeners.get(event) ?? new Set();
    for (const entry of [...entries]) {
      if (entries.has(entry)) {
        this.#call(entry.listener, values);
      }
    }
  }

  #call(listener, values) {
    try {
      Promise.resolve(listener(...values)).catch(report);
    } catch (e) {
      report(e);
    }
  }
}
