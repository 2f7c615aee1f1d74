// electron.Menu and MenuItem as data: built from templates, found by id, clicked by code. Nothing is displayed and no
// accelerator is bound. Roles are data too; the few with an effect here are carried out, the others refuse a click.
import { ApiEmitter } from './api-emitter.ts';
import { refuseUnknownKeys, refuseUnknownMembers } from './refuse-unknown.ts';

type ItemOptions = Electron.MenuItemConstructorOptions;

const ITEM_OPTIONS: ReadonlySet<string> = new Set<keyof ItemOptions>([
  'accelerator',
  'checked',
  'click',
  'enabled',
  'id',
  'label',
  'registerAccelerator',
  'role',
  'sublabel',
  'submenu',
  'toolTip',
  'type',
  'visible',
]);

export type RoleAction = (role: string) => void;

export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly submenu: Menu | undefined;
  readonly accelerator: string | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: ItemOptions['click'];
  readonly #runRole: RoleAction;

  constructor(options: ItemOptions, runRole: RoleAction) {
    refuseUnknownKeys('MenuItem options', options, ITEM_OPTIONS);
    this.id = options.id;
    this.role = options.role;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.submenu = Array.isArray(options.submenu)
      ? Menu.build(options.submenu, runRole)
      : (options.submenu as unknown as Menu | undefined);
    this.accelerator = options.accelerator as string | undefined;
    this.label = options.label ?? options.role ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.#click = options.click;
    this.#runRole = runRole;
  }

  /** What choosing the item does. */
  click(event: object = {}, window?: Electron.BaseWindow): void {
    if (!this.enabled || !this.visible) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.role !== undefined) this.#runRole(this.role);
    else this.#click?.(this as unknown as Electron.MenuItem, window, event as Electron.KeyboardEvent);
  }
}

refuseUnknownMembers('MenuItem', MenuItem);

export class Menu extends ApiEmitter {
  readonly items: MenuItem[] = [];

  constructor() {
    super('Menu', ['menu-will-show', 'menu-will-close']);
  }

  static build(template: readonly (ItemOptions | Electron.MenuItem)[], runRole: RoleAction): Menu {
    const menu = new Menu();
    for (const options of template) menu.append(new MenuItem(options as ItemOptions, runRole));
    return menu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }
  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found) return found;
    }
    return null;
  }
}

refuseUnknownMembers('Menu', Menu);

/** The Menu and MenuItem classes of this process. */
export function menuClasses(runRole: RoleAction) {
  const application: { menu: Menu | null } = { menu: null };
  const AppMenu = class extends Menu {
    static buildFromTemplate(template: (ItemOptions | Electron.MenuItem)[]): Menu {
      return Menu.build(template, runRole);
    }
    static setApplicationMenu(menu: Menu | null): void {
      application.menu = menu;
    }
    static getApplicationMenu(): Menu | null {
      return application.menu;
    }
  };
  const AppMenuItem = class extends MenuItem {
    constructor(options: ItemOptions) {
      super(options, runRole);
    }
  };
  return { Menu: AppMenu, MenuItem: AppMenuItem };
}
