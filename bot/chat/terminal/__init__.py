"""The channel of an installation without chat: alerts and answers drawn in a terminal."""
