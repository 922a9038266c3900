/** Maps the names of an application's events to the types of their data. */
export type EventMap = Record<string, any>;

/** Removes the listener. */
export type Unsubscribe = () => void;

/** How a connection or a membership ended. */
export interface Ending {
  code: number;
  reason: string;
}

/** Sends texts to a server and receives texts from it, over one connection. */
export interface Channel {
  connect(): Promise<void>;
  send(text: string): void;
  close(): void;
  on(event: "message", listener: (text: string) => void): unknown;
  on(event: "closed", listener: (ending: Ending) => void): unknown;
}

export type Retry = "never" | "soon" | "later";

/** Codes of failures to connect, to join or to send a message. */
export type ErrorCode =
  | "bad_address"
  | "bad_message"
  | "bad_room_name"
  | "captive"
  | "forbidden"
  | "no_websocket"
  | "not_found"
  | "overflow"
  | "proxy_authentication"
  | "rate_limited"
  | "redirected"
  | "refused"
  | "room_full"
  | "supplier_failed"
  | "timeout"
  | "too_large"
  | "unauthenticated"
  | "unavailable"
  | "unknown_peer"
  | "unreachable"
  | "unreadable"
  | "unsupported";

/** Why a connection, a join or a message failed. */
export class SignalingError extends Error {
  constructor(code: string | number, reason?: string, details?: ErrorDetails);
  /** A code of this module or of the server, or the close code of the WebSocket. */
  readonly code: ErrorCode | number | (string & {});
  /** A text for developers, which may be empty. */
  readonly reason: string;
  /** The HTTP status with which the server refused the connection. */
  readonly status: number | undefined;
  /** The time to wait that the server specified, in milliseconds. */
  readonly retryAfter: number | undefined;
  /** The recipient of the message that failed. */
  readonly peer: string | undefined;
  /** The event of the message that failed. */
  readonly event: string | undefined;
  /** Whether and when it makes sense to connect again. */
  readonly retry: Retry;
  static of(error: unknown): SignalingError;
}

export interface ErrorDetails {
  status?: number;
  retryAfter?: number;
  peer?: string;
  event?: string;
  cause?: unknown;
}

export interface WebSocketOptions {
  /** Supplies a room token whenever a connection is opened. The token is sent as a subprotocol. */
  token?: () => string | Promise<string>;
  /** Replaces the global `WebSocket`, which Node 20 does not have. */
  WebSocket?: new (url: string, protocols?: string[]) => any;
  /** Replaces the global `fetch` for finding out why a connection was refused. */
  fetch?: (url: string, init: any) => Promise<any>;
}

/** One WebSocket connection to a server. */
export class WebSocketChannel implements Channel {
  /**
   * @param base an address that starts with `ws:`, `wss:`, `http:` or `https:`
   * @param parts path segments, which are encoded here, and optionally options
   */
  constructor(base: string, ...parts: string[]);
  constructor(base: string, ...parts: [...string[], WebSocketOptions]);
  readonly url: string;
  connect(): Promise<void>;
  send(text: string): void;
  close(): void;
  on(event: "message", listener: (text: string) => void): Unsubscribe;
  on(event: "closed", listener: (ending: Ending) => void): Unsubscribe;
}

/** An in-memory connection for tests: texts sent at one end arrive at the other. */
export class MemoryChannel implements Channel {
  constructor();
  readonly other: MemoryChannel;
  connect(): Promise<void>;
  send(text: string): void;
  close(ending?: Ending): void;
  on(event: "message", listener: (text: string) => void): Unsubscribe;
  on(event: "closed", listener: (ending: Ending) => void): Unsubscribe;
}

/** Another peer of the room. */
export class MucSignalingPeer<Events extends EventMap = EventMap, Status extends object = Record<string, any>> {
  private constructor();
  readonly id: string;
  /** Whether the local peer joined the room before this peer. Becomes false with `reconnected`. */
  readonly first: boolean;
  /** The peer's latest status. Nothing checks that it matches the type. */
  readonly status: Partial<Status>;
  /** Sends an event to this peer alone. */
  send<Name extends keyof Events & string>(
    event: Name,
    ...data: undefined extends Events[Name] ? [data?: Events[Name]] : [data: Events[Name]]
  ): Promise<void>;
  on(event: "left", listener: () => void): Unsubscribe;
  on(event: "status_changed", listener: (status: Partial<Status>) => void): Unsubscribe;
  on<Name extends Exclude<keyof Events & string, "left" | "status_changed">>(
    event: Name,
    listener: (data: Events[Name]) => void,
  ): Unsubscribe;
}

/** How to reconnect; times are in milliseconds. */
export interface Reconnect {
  /**
   * The shortest pause between attempts; 500 by default. If the server says by close code 1001 or 1012 that it stops or
   * restarts, the first pause is between 0 and this value.
   */
  shortest?: number;
  /** The longest pause; 30 000 by default. */
  longest?: number;
  /** After how many failed attempts in a row to give up; never by default. */
  attempts?: number;
  /** How many characters of messages to keep for a new membership; 0 by default. */
  holding?: number;
}

export interface MucSignalingOptions {
  /** Whether and how to reconnect; false by default. */
  reconnect?: boolean | Reconnect;
  /** How many milliseconds an attempt may take; 20 000 by default. */
  joinTimeout?: number;
  /** How many milliseconds of silence mean that the connection is lost; 0 for no limit. 45 000 by default. */
  silence?: number;
  /** How many bytes the server accepts in one message; 0 for no limit. 65 536 by default. */
  maxMessageSize?: number;
  /** Whether to ask the server for `iceServers`; false by default. */
  ice?: boolean;
  /** Leaves the room when it is aborted. */
  signal?: AbortSignal;
}

/** A connection is lost or could not be established, and another attempt is scheduled. */
export interface Interruption {
  cause: SignalingError;
  /** The number of the scheduled attempt since the last stable connection. */
  attempt: number;
  /** How many milliseconds until the attempt. */
  delay: number;
}

/** A STUN or TURN server, in the form of the WebRTC API. */
export interface IceServer {
  urls: string | string[];
  username?: string;
  credential?: string;
}

/** The events of a {@link MucSignaling} and the arguments of their listeners. */
export interface SignalingEvents<Events extends EventMap, Status extends object> {
  peer_joined: [peer: MucSignalingPeer<Events, Status>];
  error: [error: SignalingError];
  interrupted: [interruption: Interruption];
  resumed: [];
  reconnected: [oldId: string, newId: string];
  closed: [ending: { code: number | string; reason: string }];
}

/** The membership of the local peer in one room. */
export class MucSignaling<
  Events extends EventMap = EventMap,
  Status extends object = Record<string, any>,
  ServerEvents extends EventMap = EventMap,
> {
  constructor(channel: Channel, options?: MucSignalingOptions & { reconnect?: false });
  constructor(channels: () => Channel, options?: MucSignalingOptions);
  /** The local peer's id, undefined before it has joined. */
  readonly id: string | undefined;
  /** The other peers that are in the room now. */
  readonly peers: MucSignalingPeer<Events, Status>[];
  /** The STUN and TURN servers that the server sent; empty unless requested with `ice`. */
  readonly iceServers: IceServer[];
  connect(): Promise<void>;
  setStatus(status: Status): void;
  /** Replaces the room token. Fulfilled with the new end of access, in seconds since 1970. */
  renew(token: string): Promise<number>;
  close(): void;
  on<Name extends keyof SignalingEvents<Events, Status>>(
    event: Name,
    listener: (...values: SignalingEvents<Events, Status>[Name]) => void,
  ): Unsubscribe;
  /** Listens to events that the server itself sends. */
  onServerEvent<Name extends keyof ServerEvents & string>(
    event: Name,
    listener: (data: ServerEvents[Name]) => void,
  ): Unsubscribe;
}
