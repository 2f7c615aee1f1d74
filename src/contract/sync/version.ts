// The version of the wire between workstation and server.
// 1 (2026-11): enrolment, probe, configuration, records with per-record outcomes and signed receipts.

export const protocolVersion = 1;
/** The oldest client the server still serves; raised only when every branch is known to be newer. */
export const minimumProtocol = 1;
