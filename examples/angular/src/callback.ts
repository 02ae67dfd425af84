import {JsonPipe} from '@angular/common';
import {Component, computed, CUSTOM_ELEMENTS_SCHEMA, inject, signal} from '@angular/core';
import {toSignal} from '@angular/core/rxjs-interop';
import {ActivatedRoute, RouterLink} from '@angular/router';
import type {BudgeaResultEvent, FlowResult} from 'budgea-webview';

@Component({
  selector: 'app-callback',
  imports: [JsonPipe, RouterLink],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <div [attr.data-query]="query() | json">
      <h1>{{ bank() ?? 'Back from your bank' }}</h1>
      <budgea-callback (budgea-result)="onResult($event)" />
      <nav>
        <a routerLink="/">Your banks</a>
        <a [routerLink]="[]" [queryParams]="{view: 'details'}" queryParamsHandling="merge">Details</a>
      </nav>
    </div>
  `,
})
export class Callback {
  readonly query = toSignal(inject(ActivatedRoute).queryParams);

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
