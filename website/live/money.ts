/** A connection of the visitor. */
export interface Connection {
  readonly id: number;
  readonly error: string | null;
  readonly bank: {readonly name: string} | null;
}

/** A transfer or a payment of the visitor. */
export interface Order {
  readonly id: number;
  readonly label: string;
  readonly amount: number;
  readonly state: string;
}

/** What the visitor has. */
export interface Money {
  readonly connections: readonly Connection[];
  readonly transfers: readonly Order[];
  readonly payments: readonly Order[];
}
