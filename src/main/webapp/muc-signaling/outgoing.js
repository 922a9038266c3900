import { write } from "./checks.js";
import { Resumption } from "./resumption.js";
import { SignalingError } from "./signaling-error.js";

/**
 * Sends the messages of the local peer, in order, over one channel after another. While there is no channel, messages
 * are kept for the next one, up to a limit.
 */
export class Outgoing {
  #channel = null;
  #resumption = null;
  #waiting = [];
  #room;
  #maxMessageSize;
  #full;

  /**
   * @param {{ holding: number, maxMessageSize: number }} limits how many characters to keep for a new membership, and
   *     how many bytes a message may have (0 for no limit)
   * @param {() => void} full called when the server should be asked to confirm the messages that it has received
   */
  constructor({ holding, maxMessageSize }, full) {
    this.#room = holding;
    this.#maxMessageSize = maxMessageSize;
    this.#full = full;
  }

  /** @returns {Resumption | null} the state from which a new connection can resume the membership; null if none can */
  get resumption() {
    return this.#resumption;
  }

  /** @returns {Promise<void>} fulfilled when the message was passed to a channel */
  async send(message) {
    const text = write(message, this.#maxMessageSize);
    return new Promise((resolve, reject) =>
      this.#take({ text, type: message.type, peer: message.peer, sent: false, resolve, reject }),
    );
  }

  /**
   * Called when the local peer has joined over this channel and these peers are present: sends the waiting messages.
   * Messages to peers that are not present are rejected.
   */
  joined(channel, peers, resume) {
    this.#channel = channel;
    this.#resumption = typeof resume?.token === "string" ? new Resumption(resume) : null;
    for (const entry of this.#waiting.splice(0)) {
      this.#room += entry.text.length;
      if (entry.peer === undefined || peers.has(entry.peer)) {
        this.#hand(entry);
      } else {
        entry.reject(new SignalingError("unknown_peer", "The peer has left", { peer: entry.peer }));
      }
    }
  }

  /**
   * Called when the membership is resumed over this channel: sends the unconfirmed messages again.
   *
   * @param {unknown} received the number of messages that the server reports as received
   * @returns {boolean} false if the number is impossible
   */
  resumed(channel, received) {
    if (!this.#resumption.confirm(received)) {
      return false;
    }
    this.#channel = channel;
    this.#resumption.unconfirmed.forEach((entry) => this.#pass(entry));
    return true;
  }

  /** Called when the channel is lost. */
  lost() {
    this.#channel = null;
  }

  /** The membership cannot be resumed: unsent messages to peers are kept for the next membership, up to the limit. */
  forgetMembership() {
    const unsent = this.#resumption?.unconfirmed.filter(({ sent }) => !sent) ?? [];
    this.#resumption = null;
    for (const entry of unsent) {
      if (entry.type !== "to") {
        entry.resolve();
      } else if (!this.#wait(entry)) {
        entry.reject(new SignalingError(1006, "Not connected"));
      }
    }
  }

  /** Rejects all unsent messages. No message is sent afterwards. */
  end(error) {
    const unsent = this.#resumption?.unconfirmed.filter(({ sent }) => !sent) ?? [];
    this.#channel = null;
    this.#resumption = null;
    this.#room = 0;
    [...unsent, ...this.#waiting.splice(0)].forEach(({ reject }) => reject(error));
  }

  #take(entry) {
    if (this.#channel) {
      this.#hand(entry);
    } else if (this.#resumption) {
      this.#keepForLater(entry);
    } else if (entry.type !== "to" || !this.#wait(entry)) {
      throw new SignalingError(1006, "Not connected");
    }
  }

  /** Keeps a message for the next membership. @returns {boolean} false if there is no room for it */
  #wait(entry) {
    const fits = entry.text.length <= this.#room;
    if (fits) {
      this.#room -= entry.text.length;
      this.#waiting.push(entry);
    }
    return fits;
  }

  #hand(entry) {
    if (this.#resumption && !this.#resumption.keep(entry)) {
      this.#resumption = null; // Too much is unconfirmed to resume the membership after a lost connection.
    }
    this.#pass(entry);
    if (this.#resumption?.full) {
      this.#full();
    }
  }

  #pass(entry) {
    try {
      this.#channel.send(entry.text);
      entry.sent = true;
      entry.resolve();
    } catch (e) {
      if (!this.#resumption) {
        entry.reject(e); // With a resumption, the message is kept and sent over the next channel.
      }
    }
  }

  /** Keeps a message until the membership is resumed. A new status replaces an older one that was not sent. */
  #keepForLater(entry) {
    if (entry.type === "status") {
      const outdated = ({ type, sent }) => type === "status" && !sent;
      this.#resumption.unconfirmed.filter(outdated).forEach(({ resolve }) => resolve());
      this.#resumption.forget(outdated);
    }
    if (!this.#resumption.keep(entry)) {
      throw new SignalingError("overflow", "Too many messages wait for the connection");
    }
  }
}
