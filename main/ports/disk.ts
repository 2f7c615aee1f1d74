/** What the local program may know of the disk its data lies on. */
export interface Disk {
  /** Space this account may still write, in whole mebibytes; null when the system does not say. */
  freeMebibytes(): number | null;
}
