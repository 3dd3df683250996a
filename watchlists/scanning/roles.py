"""What a word of a text says of where to look for names, as bits (the same stand in `_words.h`)."""

PASSED = 1  # it may stand between two words of a name that has it not
AFTER_IT = 2  # a name's word may follow that is looked up by this one
BEFORE_IT = 4  # one may precede
FOLLOWS = 8  # it may be the word that is looked for after another
PRECEDES = 16  # it may be the word that is looked for before another
STARTS = 32  # it may be the start of a word that is cut in two
ENDS = 64  # it may be the end of one
ONE = 128  # a single letter or figure
LOOK = AFTER_IT | BEFORE_IT | STARTS  # all three: what stands around it must be looked at whatever it is
