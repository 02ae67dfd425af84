import type {BackendToExamine} from './backend.js';
import type {EmulatedService} from './emulated-service.js';
import type {Finding} from './finding.js';
import type {Visitor} from './visitor.js';

/** What a walk through a flow found out. */
export interface Walk {
  readonly findings: readonly Finding[];
  /** The connection that was made, if nothing is wrong. */
  readonly connectionId: string | undefined;
}

/** All that the checks of one flow need. */
export interface Trial {
  readonly backend: BackendToExamine;
  readonly visitor: Visitor;
  readonly service: EmulatedService;
}

/** Returns a walk that ended early. */
export function stopped(...findings: readonly Finding[]): Walk {
  return {findings, connectionId: undefined};
}
