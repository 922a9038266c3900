import { isObject } from "./checks.js";
import { Heartbeat } from "./heartbeat.js";
import { SignalingError } from "./signaling-error.js";

/**
 * One connection to a room: it connects, resumes a membership or joins, forwards the server's messages and reports its
 * end once.
 *
 * @typedef {object} Host
 * @property {() => object | undefined} resume returns the message that resumes the lost membership, if it can be
 *     resumed
 * @property {() => object} join returns the message that joins the room
 * @property {(message: object) => void} joined called after a join; throws if the message is invalid
 * @property {(message: object) => void} resumed called after a resume; throws if the message is invalid
 * @property {(message: object) => void} heard called with each later message, except pongs
 * @property {(received: unknown) => void} confirmed called with the number of received messages in a pong, if any
 * @property {(error: Error) => void} over called once, when the connection has ended
 */
export class RoomConnection {
  #channel;
  #host;
  #limits;
  #phase = "connecting";
  #deadline;
  #heartbeat = null;
  #pinging = false;
  #answersPings = false;

  /**
   * @param {{ joinTimeout: number, silence: number }} limits
   * @param {Host} host
   */
  constructor(channel, limits, host) {
    this.#channel = channel;
    this.#limits = limits;
    this.#host = host;
  }

  begin() {
    const { joinTimeout } = this.#limits;
    this.#deadline = setTimeout(
      () => this.#end(new SignalingError("timeout", `Not joined within ${joinTimeout} ms`)),
      joinTimeout,
    );
    this.#deadline.unref?.();
    new Promise((resolve) => {
      this.#channel.on("message", (text) => this.#receive(text));
      this.#channel.on("closed", ({ code, reason }) => this.#end(new SignalingError(code, reason)));
      resolve(this.#channel.connect());
    }).then(
      () => this.#opened(),
      (e) => this.#end(SignalingError.of(e)),
    );
  }

  /** Leaves the room; nothing is reported afterwards. */
  leave() {
    if (this.#phase !== "connecting") {
      this.#send({ type: "leave" });
    }
    this.#close();
  }

  /** Asks the server for a pong, which may contain the number of messages that the server has received. */
  ping() {
    if (this.#phase === "joined" && !this.#pinging) {
      this.#pinging = true;
      this.#send({ type: "ping" });
    }
  }

  /** Checks within a few seconds whether the connection still works. */
  probe() {
    this.#pinging = false;
    this.#heartbeat?.probe();
  }

  #opened() {
    if (this.#phase === "connecting") {
      const resume = this.#host.resume();
      this.#phase = resume ? "resuming" : "joining";
      this.#send(resume ?? this.#host.join());
    }
  }

  #receive(text) {
    const message = read(text);
    if (!isObject(message)) {
      return;
    }
    this.#heartbeat?.heard();
    try {
      this.#understand(message);
    } catch (e) {
      this.#end(SignalingError.of(e));
    }
  }

  #understand(message) {
    if (message.type === "pong") {
      this.#answersPings = true;
      this.#pinging = false;
      return this.#host.confirmed(message.received);
    }
    switch (this.#phase) {
      case "resuming":
        return this.#answerToResume(message);
      case "joining":
        return this.#answerToJoin(message);
      case "joined":
        return this.#isOldServer(message) ? this.#heartbeat.end() : this.#host.heard(message);
      default:
    }
  }

  #answerToResume(message) {
    if (message.type === "resumed") {
      this.#settled();
      this.#host.resumed(message);
    } else if (message.type === "error") {
      this.#phase = "joining";
      this.#send(this.#host.join());
    }
  }

  #answerToJoin(message) {
    if (message.type === "joined") {
      this.#settled();
      this.#host.joined(message);
    } else if (message.type === "error") {
      this.#end(SignalingError.reported(message));
    }
  }

  #settled() {
    this.#phase = "joined";
    clearTimeout(this.#deadline);
    this.#heartbeat = new Heartbeat(
      this.#limits.silence,
      () => this.ping(),
      () => this.#end(new SignalingError(1006, "The server has fallen silent")),
    );
  }

  /** Whether this message shows that the server does not support pings, so that no more should be sent. */
  #isOldServer({ type, code }) {
    return type === "error" && code === "unknown_type" && this.#pinging && !this.#answersPings;
  }

  #send(message) {
    try {
      this.#channel.send(JSON.stringify(message));
    } catch {
      // The channel is about to report its end.
    }
  }

  #end(error) {
    if (this.#phase !== "over") {
      this.#close();
      this.#host.over(error);
    }
  }

  #close() {
    this.#phase = "over";
    clearTimeout(this.#deadline);
    this.#heartbeat?.end();
    try {
      this.#channel.close();
    } catch {
      // The channel is not used any more.
    }
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
