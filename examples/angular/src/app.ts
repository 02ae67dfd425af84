import {Component, CUSTOM_ELEMENTS_SCHEMA} from '@angular/core';
import {RouterOutlet} from '@angular/router';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <budgea-webview
      base-url="http://localhost:4001"
      client-id="17473055"
      redirect-uri="/callback"
      code-url="/api/budgea/code"
      token-url="/api/budgea/token"
    >
      <main><router-outlet /></main>
    </budgea-webview>
  `,
})
export class App {}
