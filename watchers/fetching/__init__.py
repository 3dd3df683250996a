"""The one guarded road to the network: addresses, proxies, limits, whose turn it is."""
