// The workspaces: who may enter and, beside the registration itself, which page. A new one is a line here and a text in i18n.
import type { ComponentType } from 'react';
import { DayPage } from '#renderer/features/reconciliation/day-page.tsx';
import { WorkstationPage } from '#renderer/features/workstation/workstation-page.tsx';
import { isPermitted, type Permission, type Role } from '#src/domain/access/roles.ts';
import { DesignPage } from './design/design-page.tsx';
import { QueueWorkspace } from './queue-workspace.tsx';
import { RecordsWorkspace } from './records-workspace.tsx';
import type { WorkspaceProps } from './workspace-props.ts';

interface WorkspaceEntry {
  readonly permission: Permission;
  /** Null for the registration, whose page the frame itself holds because leaving it asks first. */
  readonly page: ComponentType<WorkspaceProps> | null;
}

/** In the order of the rail. */
export const workspaces = {
  capture: { permission: 'registration:capture', page: null },
  records: { permission: 'records:view', page: RecordsWorkspace },
  queue: { permission: 'sync:view', page: QueueWorkspace },
  day: { permission: 'day:view', page: DayPage },
  workstation: { permission: 'workstation:manage', page: WorkstationPage },
  design: { permission: 'forms:design', page: DesignPage },
} as const satisfies Record<string, WorkspaceEntry>;

export type Workspace = keyof typeof workspaces;

/** What a role may enter, in the order of the rail. */
export function workspacesOf(role: Role): readonly Workspace[] {
  const names = Object.keys(workspaces) as Workspace[];
  return names.filter((name) => isPermitted(workspaces[name].permission, role));
}
