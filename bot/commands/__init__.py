"""What every command does, for all front ends: words come from the grammar, a Reply goes out."""
