"""Of which type a scam is, by its words: the lexicon, and a linear model of an agency's own labels."""
