"""One way to write a text: the folding that terms, lists and passages all go through."""
