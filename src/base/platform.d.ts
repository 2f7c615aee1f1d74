/** The few globals that exist alike in browsers, Node and Electron and that the core may rely on. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare function btoa(text: string): string;
declare function atob(text: string): string;
