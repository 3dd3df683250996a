"""Whether a found spelling is told, and in words why or why not: guards, context, support."""
