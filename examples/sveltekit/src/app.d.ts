declare global {
  namespace App {
    interface Locals {
      session: string;
    }
  }
}

export {};
