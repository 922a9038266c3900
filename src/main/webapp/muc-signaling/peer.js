import { checkEvent } from "./checks.js";
import { Emitter } from "./emitter.js";
import { SignalingError } from "./signaling-error.js";

const OWN_EVENTS = new Set(["left", "status_changed"]);

/** Operations on peers for the roster only; see the static block. */
export let changeStatus, comeFirst, deliver, leave;

/**
 * Another peer of the room. Only {@link MucSignaling} creates such objects.
 *
 * Events: `left` when the peer has left (no event follows), `status_changed` with its new status, and each event that
 * the peer sends, under the event's name and with its data. `left` and `status_changed` always come from the server:
 * if a peer sends an event of such a name, the event is dropped.
 */
export class MucSignalingPeer {
  #state = new Emitter();
  #events = new Emitter();
  #send;
  #status;
  #first;
  #here = true;

  static {
    changeStatus = (peer, status) => {
      peer.#status = status;
      peer.#state.emit("status_changed", status);
    };
    comeFirst = (peer) => {
      peer.#first = false;
    };
    deliver = (peer, event, data) => {
      if (!OWN_EVENTS.has(event)) {
        peer.#events.emit(event, data);
      }
    };
    leave = (peer) => {
      peer.#here = false;
      peer.#state.emit("left");
    };
  }

  /** @package */
  constructor(id, status, first, send) {
    /** The peer's id, assigned by the server. @readonly @type {string} */
    this.id = id;
    this.#first = first;
    this.#status = status;
    this.#send = send;
  }

  /** Whether the local peer joined the room before this peer. Becomes false with `reconnected`. @type {boolean} */
  get first() {
    return this.#first;
  }

  /** The peer's latest status. @type {object} */
  get status() {
    return this.#status;
  }

  /**
   * Sends an event to this peer alone. Events to one peer arrive in the order of the calls. Callers may ignore a
   * rejection.
   *
   * @param {string} event a name of 1 to 64 characters that is not reserved
   * @param {any} [data] any JSON value
   * @returns {Promise<void>} fulfilled when the message was passed to the socket, which may be after an interruption;
   *     rejected with a {@link SignalingError} if the message is invalid, this peer has left or the signaling is not
   *     connected
   */
  send(event, data) {
    const sent = this.#sent(event, data);
    sent.catch(() => {});
    return sent;
  }

  async #sent(event, data) {
    checkEvent(event);
    if (!this.#here) {
      throw new SignalingError("unknown_peer", "The peer has left", { peer: this.id, event });
    }
    await this.#send({ type: "to", peer: this.id, event, data });
  }

  /**
   * @param {string} event `left`, `status_changed` or the name of an event that the peer sends
   * @param {(value: any) => void} listener
   * @returns {() => void} removes the listener
   */
  on(event, listener) {
    return (OWN_EVENTS.has(event) ? this.#state : this.#events).on(event, listener);
  }
}
