"""The pure decision on what may leave: roles, clearance, markings, recipients, reasons. No I/O, no clock."""
