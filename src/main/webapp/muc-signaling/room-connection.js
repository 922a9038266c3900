import { isObject } from "./checks.js";
import { Heartbeat } from "./heartbeat.js";
import { SignalingError } from "./signaling-error.js";

/**
 * One connection to a room: it connects, resumes a membership or joins, passes on the server's messages, and ends once.
 *
 * @typedef {object} Host
 * @property {() => object | undefined} resume the message that resumes the lost membership, if there is one
 * @property {() => object} join the message that joins
 * @property {(message: object) => void} joined throws if the message is invalid
 * @property {(message: object) => void} resumed likewise
 * @property {(message: object) => void} heard
 * @property {(received: unknown) => void} confirmed
 * @property {(error: Error) => void} over
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

  /** Asks the server for a pong and for the number of messages that it has received. */
  ping() {
    if (this.#phase === "joined" && !this.#pinging) {
      this.#pinging = true;
      this.#send({ type: "ping" });
    }
  }

  /** Checks soon whether the connection still works. */
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

  /** A server without pings is not asked again. */
  #isOldServer({ type, code }) {
    return type === "error" && code === "unknown_type" && this.#pinging && !this.#answersPings;
  }

  #send(message) {
    try {
      this.#channel.send(JSON.stringify(message));
    } catch {
      // The connection is about to end, which is reported.
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
