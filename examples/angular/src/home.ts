import {httpResource} from '@angular/common/http';
import {Component, CUSTOM_ELEMENTS_SCHEMA} from '@angular/core';

interface Connection {
  readonly id: number;
  readonly bank: string;
}

@Component({
  selector: 'app-home',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Your banks</h1>
    <ul>
      @for (connection of connections.value(); track connection.id) {
        <li>
          <budgea-reconnect [connectionId]="connection.id" [context]="{bank: connection.bank}">
            Reconnect {{ connection.bank }}
          </budgea-reconnect>
        </li>
      }
    </ul>
    <budgea-connect />
  `,
})
export class Home {
  readonly connections = httpResource<readonly Connection[]>(() => '/api/connections', {defaultValue: []});
}
