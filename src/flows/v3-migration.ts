import type {ConnectorCapability, Flow, Language} from '../service/parameters.js';

/** The flows that replace the old webview's two pages. */
export type V3Flow = Extract<Flow, 'connect' | 'reconnect' | 'manage'>;

/** What a note is about. Codes are stable: a program can tell notes apart by their `code` and their `parameter`. */
export type V3NoteCode =
  /** The address, or a parameter of it, has another name today. */
  | 'renamed'
  /** The parameter is not used any more. */
  | 'dropped'
  /** The fragment is not read any more: its code is a parameter. */
  | 'moved'
  /** The flow does not need the parameter any more. */
  | 'now-optional'
  /** A parameter of the callback has another name, or is not always returned. */
  | 'callback-changed'
  /** The flow behaves in another way. */
  | 'behaviour-changed'
  /** Today's flow needs the parameter, and the address does not give it. */
  | 'missing'
  /** The parameter is there more than once, or two parameters disagree: none of it is used. */
  | 'ambiguous'
  /** The value has no counterpart today, or cannot be used: it is left out. */
  | 'not-mapped'
  /** Today's flow does not take the parameter. */
  | 'not-taken'
  /** The old webview had no such parameter. */
  | 'unknown-parameter'
  /** A permanent token: it is left out, since only a temporary code may travel in an address. */
  | 'permanent-token'
  /** The address was not on https. */
  | 'insecure';

/** One thing that changed, or that could not be mapped. */
export interface V3Note {
  /**
   * What the note is about, as the old address or its callback spelled it: a parameter, or `url`, `language`, `query` or
   * `fragment` for that part of the address.
   */
  readonly parameter: string;
  readonly code: V3NoteCode;
  /** What changed and what to do, in English for developers. It holds no secret. */
  readonly text: string;
}

/** The options that every old address can give. */
export interface V3Settings {
  readonly domain?: string;
  readonly baseUrl?: string;
  readonly language?: Language;
  readonly clientId?: string;
  readonly redirectUri?: string;
  readonly code?: string;
  readonly state?: string;
}

interface V3Renamed {
  connect: {
    readonly connectorIds?: readonly string[];
    readonly connectorCapabilities?: readonly ConnectorCapability[];
  };
  reconnect: {readonly connectionId?: string};
  manage: {readonly connectorCapabilities?: readonly ConnectorCapability[]};
}

/** The options with another name today. */
export type V3RenamedOptions = V3Renamed[V3Flow];

/** The options that an old address gives for a flow. Any of them may be missing: the notes then say so. */
export type V3Options<F extends V3Flow> = V3Settings & V3Renamed[F];

/** An old address as today's flow and options; told apart by `flow`. */
export type V3Migration = {
  [F in V3Flow]: {
    readonly flow: F;
    /** For `webviewUrl`; for `startFlow` without `state`. */
    readonly options: V3Options<F>;
    readonly notes: readonly V3Note[];
  };
}[V3Flow];

/** Adds a note. */
export type AddNote = (parameter: string, code: V3NoteCode, text: string) => void;
