"""Who acts: officers and their credentials, this node's keys, the partners' pinned keys, signatures over acts."""
