/** A connection of the visitor. */
export interface Connection {
  readonly id: number;
  readonly error: string | null;
  readonly bank: {readonly name: string} | null;
}

/** A transfer of the visitor. */
export interface Order {
  readonly id: number;
  readonly label: string;
  readonly amount: number;
  readonly state: string;
}

/** A payment that the visitor can make. */
interface Payment extends Order {
  /** The scoped token. */
  readonly code: string;
  readonly clientState: string | null;
}

/** What the visitor has. */
export interface Money {
  readonly connections: readonly Connection[];
  readonly transfers: readonly Order[];
  readonly payments: readonly Payment[];
}
