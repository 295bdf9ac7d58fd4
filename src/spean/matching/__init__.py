"""The private intersection with a partner: the protocol steps, pure."""
