"""What a Chinese title of a tender says, word by word, for readers of Latin letters; never matched."""
