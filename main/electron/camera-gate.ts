// When the page may ask for the camera (S1): while the program has it open for a picture of a registration, and not a moment longer.
// A session that ends or a program that starts anew closes it, whatever the screen shows.
const endings: readonly string[] = ['session.changed', 'startup.changed'];

export class CameraGate {
  #isOpen = false;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  async allow(isAllowed: boolean): Promise<void> {
    this.#isOpen = isAllowed;
  }

  /** @param event of the program, on its way to the page */
  heard(event: string): void {
    if (endings.includes(event)) this.#isOpen = false;
  }
}
