"""What people see of the work, made from plain values: tables for a terminal, pictures as SVG. No I/O, no clock."""
