"""Files of instruments -> instruments in order, with ranks, all references resolved."""
