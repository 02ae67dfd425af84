import {Component, computed, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import type {BudgeaResultEvent, FlowResult} from 'budgea-webview';

@Component({
  selector: 'app-callback',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>{{ bank() ?? 'Back from your bank' }}</h1>
    <budgea-callback (budgea-result)="onResult($event)" />
  `,
})
export class Callback {
  readonly #result = signal<FlowResult | undefined>(undefined);

  readonly bank = computed(() => {
    const result = this.#result();
    const context = result && 'context' in result ? (result.context as {readonly bank?: string}) : undefined;
    return context?.bank;
  });

  onResult({result}: BudgeaResultEvent): void {
    this.#result.set(result);
  }
}
