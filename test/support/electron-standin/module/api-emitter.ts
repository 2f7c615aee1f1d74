// An EventEmitter that refuses listeners for events the stand-in never heard of.
import { EventEmitter } from 'node:events';

export class ApiEmitter extends EventEmitter {
  constructor(apiName: string, events: readonly string[]) {
    super();
    const known = new Set(events);
    this.setMaxListeners(0);
    super.on('newListener', (event: string | symbol) => {
      if (typeof event === 'symbol' || known.has(event)) return;
      throw new Error(`The Electron stand-in does not implement the event '${event}' of ${apiName}`);
    });
  }
}

/** The first argument of most Electron events. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** A fresh event object, with further fields if given. */
export function electronEvent<Fields extends object>(fields?: Fields): PreventableEvent & Fields {
  const event = {
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
    ...(fields ?? ({} as Fields)),
  };
  return event;
}
