/** The events of an application: a name and the type of the data for each. */
export type EventMap = Record<string, any>;

/** Ends a subscription. */
export type Unsubscribe = () => void;

/** How a connection or a stay in a room ended. */
export interface Ending {
  code: number;
  reason: string;
}

/** Anything that carries texts to and from a server over one connection. */
export interface Channel {
  connect(): Promise<void>;
  send(text: string): void;
  close(): void;
  on(event: "message", listener: (text: string) => void): unknown;
  on(event: "closed", listener: (ending: Ending) => void): unknown;
}

export type Retry = "never" | "soon" | "later";

/** What went wrong before a connection was open, a join answered or a message sent. */
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
  /** Words for developers, perhaps empty. */
  readonly reason: string;
  /** The HTTP status with which the server refused the connection. */
  readonly status: number | undefined;
  /** For how many milliseconds the server asked to be left alone. */
  readonly retryAfter: number | undefined;
  /** The peer to which the message that failed was addressed. */
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
  /** Supplies a room token. It is called when connecting, and the token is sent as a subprotocol. */
  token?: () => string | Promise<string>;
  /** Opens connections where there is no global `WebSocket`, as in Node 20. */
  WebSocket?: new (url: string, protocols?: string[]) => any;
  /** Asks why a connection was refused. */
  fetch?: (url: string, init: any) => Promise<any>;
}

/** Texts to and from a server over a WebSocket, for one connection. */
export class WebSocketChannel implements Channel {
  /**
   * @param base an address that starts with `ws:`, `wss:`, `http:` or `https:`
   * @param parts path segments after it, which are encoded here, and after them perhaps options
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

/** A connection inside the process, for tests: what is sent into one end comes out of the other. */
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
  /** Whether the local peer was in the room before this one. */
  readonly first: boolean;
  /** What it last said about itself. Nothing makes a peer keep to the type. */
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
  /** The shortest pause between attempts: 500. */
  shortest?: number;
  /** The longest pause: 30 000. */
  longest?: number;
  /** After how many failed attempts in a row to give up: never. */
  attempts?: number;
  /** How many characters that are sent meanwhile may wait for a new membership: 0. */
  holding?: number;
}

export interface MucSignalingOptions {
  /** Whether and how to reconnect: false. */
  reconnect?: boolean | Reconnect;
  /** How many milliseconds an attempt may take: 20 000. */
  joinTimeout?: number;
  /** After how many milliseconds without a sign of life the server is given up: 45 000; 0 is never. */
  silence?: number;
  /** How many bytes the server takes in one message: 65 536; 0 is any number. */
  maxMessageSize?: number;
  /** Whether to ask for `iceServers`: false. */
  ice?: boolean;
  /** Leaves when it is aborted. */
  signal?: AbortSignal;
}

/** A connection is lost or could not be made, and another attempt is planned. */
export interface Interruption {
  cause: SignalingError;
  /** The number of the attempt that is planned, in a row of them. */
  attempt: number;
  /** How many milliseconds until it is made. */
  delay: number;
}

/** A STUN or TURN server, as browsers take it. */
export interface IceServer {
  urls: string | string[];
  username?: string;
  credential?: string;
}

/** The events of a {@link MucSignaling} and what their listeners are given. */
export interface SignalingEvents<Events extends EventMap, Status extends object> {
  peer_joined: [peer: MucSignalingPeer<Events, Status>];
  error: [error: SignalingError];
  interrupted: [interruption: Interruption];
  resumed: [];
  reconnected: [oldId: string, newId: string];
  closed: [ending: { code: number | string; reason: string }];
}

/** The local peer's stay in one room. */
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
  /** The STUN and TURN servers that the server named; empty unless asked for with `ice`. */
  readonly iceServers: IceServer[];
  connect(): Promise<void>;
  setStatus(status: Status): void;
  /** Replaces the room token; fulfilled with the second (since 1970) at which access now ends. */
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
