"""News: RSS, Atom, JSON Feed and the search services that speak them."""
