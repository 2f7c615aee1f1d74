/** Thrown inside a transaction when another one changed what this one had read: on PostgreSQL it begins anew. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}
