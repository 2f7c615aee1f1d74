// The workspaces: who may enter and, beside the registration itself, which page. A new one is a line here and a text in i18n.
import { type ComponentType, lazy } from 'react';
import { isPermitted, isWork, type Permission, type Role } from '#src/domain/access/roles.ts';
import type { WorkspaceProps } from './workspace-props.ts';

// Each page is a script of its own: nobody loads what their role never opens before it is opened.
const loads = {
  records: async () => (await import('./records-workspace.tsx')).RecordsWorkspace,
  reading: async () => (await import('./reading-workspace.tsx')).ReadingWorkspace,
  statistics: async () => (await import('#renderer/features/statistics/statistics-page.tsx')).StatisticsPage,
  queue: async () => (await import('./queue-workspace.tsx')).QueueWorkspace,
  day: async () => (await import('#renderer/features/reconciliation/day-page.tsx')).DayPage,
  requests: async () => (await import('./requests-workspace.tsx')).RequestsWorkspace,
  restrictions: async () => (await import('#renderer/features/restriction/restrictions-page.tsx')).RestrictionsPage,
  workstation: async () => (await import('./workstation-workspace.tsx')).WorkstationWorkspace,
  devices: async () => (await import('#renderer/features/devices/fleet-page.tsx')).FleetPage,
  design: async () => (await import('./design/design-page.tsx')).DesignPage,
} as const satisfies Record<string, () => Promise<ComponentType<WorkspaceProps>>>;

function pageOf(load: () => Promise<ComponentType<WorkspaceProps>>): ComponentType<WorkspaceProps> {
  return lazy(async () => ({ default: await load() }));
}

interface WorkspaceEntry {
  readonly permission: Permission;
  /** Null for the registration, whose page the frame itself holds because leaving it asks first. */
  readonly page: ComponentType<WorkspaceProps> | null;
}

/** In the order of the rail. */
export const workspaces = {
  capture: { permission: 'registration:capture', page: null },
  records: { permission: 'records:view', page: pageOf(loads.records) },
  reading: { permission: 'central:list', page: pageOf(loads.reading) },
  statistics: { permission: 'statistics:view', page: pageOf(loads.statistics) },
  queue: { permission: 'sync:view', page: pageOf(loads.queue) },
  day: { permission: 'day:view', page: pageOf(loads.day) },
  requests: { permission: 'requests:handle', page: pageOf(loads.requests) },
  restrictions: { permission: 'restrictions:decide', page: pageOf(loads.restrictions) },
  workstation: { permission: 'workstation:manage', page: pageOf(loads.workstation) },
  devices: { permission: 'devices:manage', page: pageOf(loads.devices) },
  design: { permission: 'forms:design', page: pageOf(loads.design) },
} as const satisfies Record<string, WorkspaceEntry>;

export type Workspace = keyof typeof workspaces;

/** What a role may enter, in the order of the rail; where the workstation was taken out of service, only what is no work. */
export function workspacesOf(role: Role, isStopped: boolean): readonly Workspace[] {
  const names = Object.keys(workspaces) as Workspace[];
  return names.filter((name) => {
    const { permission } = workspaces[name];
    return isPermitted(permission, role) && !(isStopped && isWork(permission));
  });
}

/** Fetches the pages these workspaces will need. One that cannot be had now is asked for again, and its failure told, when it is opened. */
export function fetchPages(names: readonly Workspace[]): void {
  for (const name of names) {
    if (name !== 'capture') void loads[name]().catch(() => undefined);
  }
}
