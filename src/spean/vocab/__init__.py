"""Tables of the field, each with its source: banks, protected contacts, platforms, provinces, offences, TLP."""
