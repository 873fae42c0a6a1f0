"""A day -> the norms in force then, of all or of some parties, in a situation or in any."""
