"""Finds spellings in a text: by words, by Chinese characters, by what other languages make of them."""
